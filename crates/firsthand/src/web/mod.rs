//! The review desk: the case in a browser, for one person on this machine or for a team behind a proxy.
//!
//! A request passes [`guard`], which lets in who may; [`routes`] says who may go where; [`pages`] and [`api`] answer. Pages work
//! without any script; small ones make them quicker. Accounts lie beside the case ([`people`]); what people decide goes into
//! its log, with their name.

mod adding;
mod answer;
mod api;
mod assets;
mod custody;
mod desk;
mod frame;
mod guard;
mod kinds;
mod moments;
mod own_file;
mod pages;
mod part_words;
mod passwords;
mod people;
mod routes;
mod searches;
mod sessions;
mod speak;
mod visit;

use crate::terminal::say;
use crate::views::{self, WAIT_MAX};
use anyhow::{Context, Result};
use axum::Router;
use desk::{Address, Desk};
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

/// Serves the case at `addr` until Ctrl-C, or until the system asks the program to end. `public_host` is the host that a proxy with TLS gives it; without one it answers on
/// this machine only.
///
/// # Errors
/// When the address is taken or the case cannot be read.
pub fn serve(case_folder: &Path, addr: SocketAddr, public_host: Option<&str>, json: bool) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("starting the server")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(addr)
            .await
            .with_context(|| format!("listening on {addr}; another program may use it: try --addr 127.0.0.1:0"))?;
        let addr = listener.local_addr().context("asking for the address")?;
        let address = public_host.map_or_else(|| Address::local(addr), Address::behind_proxy);
        let (scheme, host) = (address.scheme, address.hosts[0].clone());
        let desk = Arc::new(Desk::new(case_folder, address)?);
        announce(&format!("{scheme}://{host}/?token={}", desk.token), json)?;
        let router = Router::new().fallback(guard::answer).with_state(desk.clone());
        let asked_to_stop = stop_signal()?;
        let ending = desk.clone();
        // Whoever watches a run is told that it stopped; else the desk would wait for them to go.
        let stop = async move {
            asked_to_stop.await;
            ending.adding.stop_all();
        };
        let (is_over, over) = oneshot::channel::<()>();
        let serving = async {
            let served = axum::serve(listener, router).with_graceful_shutdown(stop).await.context("serving");
            drop(is_over);
            served
        };
        let (served, ()) = tokio::join!(serving, views::log_now_and_then(&desk.views, case_folder, WAIT_MAX, over));
        served
    })
}

/// Ends when Ctrl-C is pressed or the system asks the program to end.
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static> {
    let mut asked = signal(SignalKind::terminate()).context("listening for the system's signals")?;
    Ok(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = asked.recv() => {}
        }
    })
}

fn announce(url: &str, json: bool) -> Result<()> {
    let mut stdout = std::io::stdout();
    if json {
        writeln!(stdout, "{}", serde_json::json!({ "url": url }))?;
    } else {
        writeln!(stdout, "{url}")?;
        say("open this address in a browser; whoever has it acts as you. Ctrl-C ends");
    }
    Ok(stdout.flush()?)
}
