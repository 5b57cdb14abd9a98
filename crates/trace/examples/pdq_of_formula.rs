//! Prints the eight PDQ hashes and the quality of pictures made by formula, to be compared with another
//! implementation. Input lines: `kind seed width height`.

#[path = "../tests/common/mod.rs"]
mod common;

use std::io::BufRead;

fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [kind, seed, width, height] = fields[..] else { continue };
        let number = |text: &str| text.parse::<usize>().expect("a number");
        let pixels = common::picture(kind, number(seed) as u64, number(width), number(height));
        let hashes = &trace::image::fingerprint(&pixels).views[0].hashes;
        let all: Vec<String> = hashes.all.iter().map(|hash| hash.hex()).collect();
        println!("{line} {} {}", hashes.quality_0_100, all.join(" "));
    }
}
