//! Who is signed in, and how often somebody tried in vain. Kept in memory: when the desk ends, everybody is signed out.

use super::people::{digest, secret};
use anyhow::Result;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Without a request for so long a session ends.
const IDLE: Duration = Duration::from_secs(12 * 60 * 60);
/// It ends after this in any case.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// So many wrong passwords for one name are heard before it has to wait.
const TRIES: usize = 5;
/// How long the tries count.
const WAIT: Duration = Duration::from_secs(15 * 60);
/// More sessions than this are not kept; the oldest goes.
const MOST: usize = 10_000;

/// Somebody who is signed in.
#[derive(Clone, PartialEq, Debug)]
pub struct Session {
    /// Name of the account; the operator where the desk has no accounts.
    pub name: String,
    /// Signed in with the token that the terminal printed.
    pub by_terminal: bool,
    /// What a form must carry.
    pub csrf: String,
    made: Instant,
    seen: Instant,
}

/// All sessions of a running desk.
#[derive(Default)]
pub struct Sessions {
    sessions: Mutex<HashMap<String, Session>>,
    failures: Mutex<HashMap<String, Vec<Instant>>>,
}

impl Sessions {
    /// Signs somebody in; gives the secret for the cookie.
    ///
    /// # Errors
    /// When the machine gives no randomness.
    pub fn begin(&self, name: &str, by_terminal: bool) -> Result<String> {
        let (cookie, csrf, now) = (secret()?, secret()?, Instant::now());
        let mut sessions = lock(&self.sessions);
        sessions.retain(|_, session| is_alive(session, now));
        if sessions.len() >= MOST
            && let Some(oldest) = sessions.iter().min_by_key(|(_, session)| session.seen).map(|(key, _)| key.clone())
        {
            sessions.remove(&oldest);
        }
        let session = Session { name: name.to_owned(), by_terminal, csrf, made: now, seen: now };
        sessions.insert(digest(&cookie), session);
        Ok(cookie)
    }

    /// The session of this cookie.
    pub fn of(&self, cookie: &str) -> Option<Session> {
        let now = Instant::now();
        let mut sessions = lock(&self.sessions);
        let session = sessions.get_mut(&digest(cookie)).filter(|session| is_alive(session, now))?;
        session.seen = now;
        Some(session.clone())
    }

    /// Signs somebody out everywhere.
    pub fn end_all_of(&self, name: &str) {
        lock(&self.sessions).retain(|_, session| session.name != name);
    }

    /// How long somebody of this name has to wait before the next try; `None` = not at all.
    pub fn must_wait(&self, name: &str) -> Option<Duration> {
        let now = Instant::now();
        let mut failures = lock(&self.failures);
        failures.retain(|_, times| times.iter().any(|time| now.duration_since(*time) < WAIT));
        let times = failures.get_mut(name)?;
        times.retain(|time| now.duration_since(*time) < WAIT);
        (times.len() >= TRIES).then(|| WAIT.saturating_sub(now.duration_since(times[times.len() - TRIES])))
    }

    /// A wrong password was given for this name.
    pub fn failed(&self, name: &str) {
        let name: String = name.chars().take(64).collect();
        let mut failures = lock(&self.failures);
        // Whoever tries names without end makes others' tries forgotten, and not the desk run out of memory.
        if failures.len() >= MOST {
            failures.clear();
        }
        failures.entry(name).or_default().push(Instant::now());
    }

    /// The right one was given.
    pub fn succeeded(&self, name: &str) {
        lock(&self.failures).remove(name);
    }
}

fn is_alive(session: &Session, now: Instant) -> bool {
    now.duration_since(session.seen) < IDLE && now.duration_since(session.made) < LONGEST
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_known_by_its_cookie_until_it_ends() {
        let sessions = Sessions::default();
        let cookie = sessions.begin("Ana", false).unwrap();
        assert_eq!(sessions.of(&cookie).unwrap().name, "Ana");
        assert_ne!(sessions.of(&cookie).unwrap().csrf, cookie);
        assert!(sessions.of("0000").is_none());
        sessions.end_all_of("Ana");
        assert!(sessions.of(&cookie).is_none());
    }

    #[test]
    fn after_five_wrong_passwords_a_name_has_to_wait_and_others_need_not() {
        let sessions = Sessions::default();
        for _ in 0..TRIES {
            assert!(sessions.must_wait("Ana").is_none());
            sessions.failed("Ana");
        }
        assert!(sessions.must_wait("Ana").is_some_and(|wait| wait > Duration::from_secs(60)));
        assert!(sessions.must_wait("Bo").is_none());
        sessions.succeeded("Ana");
        assert!(sessions.must_wait("Ana").is_none());
    }
}
