//! The one table of derived stages. It drives the order of work, the progress display, `firsthand trace --help` and
//! the picture in ARCHITECTURE.md (`cargo xtask tidy` compares the two).

/// What one run of a stage is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// One item alone: what is made for one item never changes because another one came.
    Item,
    /// The whole case.
    Case,
}

/// One derived stage.
pub struct Stage {
    /// Its name, also the key of what it made.
    pub name: &'static str,
    /// Stages that must have run.
    pub needs: &'static [&'static str],
    /// What it gives.
    pub gives: &'static str,
    /// Crate that makes it.
    pub maker: &'static str,
    /// Raised whenever the same input may give another output; what older versions made is then made again.
    pub version: u32,
    /// One item or the whole case.
    pub scope: Scope,
}

/// All stages, each after those it needs.
pub const STAGES: &[Stage] =
    &[EXTRACT, COMPLETENESS, INDEX, ALIKE, ALL_FRAMES, PICTURES, RECORDINGS, TEXTS, STATEMENTS, CLAIMS, ORIGINS];

/// Kind, text blocks, links, times, metadata, members, thumbnail and fingerprints of one item.
pub const EXTRACT: Stage = Stage {
    name: "extract",
    needs: &[],
    gives: "text blocks, links, times, metadata, members, thumbnail, fingerprints",
    maker: "extract",
    version: 13,
    scope: Scope::Item,
};

/// What containers and tables name, against what the case holds; what tables say is logged as claimed.
pub const COMPLETENESS: Stage = Stage {
    name: "completeness",
    needs: &["extract"],
    gives: "what containers and tables name and the case does not hold",
    maker: "firsthand",
    version: 1,
    scope: Scope::Case,
};

/// Folded words of every block for full-text search.
pub const INDEX: Stage = Stage {
    name: "index",
    needs: &["extract"],
    gives: "search index",
    maker: "archive",
    version: 1,
    scope: Scope::Item,
};

/// The index of pictures and frames, and what each item leads to.
pub const ALIKE: Stage = Stage {
    name: "alike",
    needs: &["extract"],
    gives: "index of pictures and frames; what each is worth comparing with",
    maker: "trace",
    version: 2,
    scope: Scope::Case,
};

/// All frames of the recordings of which only keyframes were decoded, where those look like another recording.
pub const ALL_FRAMES: Stage = Stage {
    name: "all-frames",
    needs: &["alike"],
    gives: "all frames of long recordings that may hold a copy",
    maker: "trace",
    version: 1,
    scope: Scope::Case,
};

/// Matches between pictures.
pub const PICTURES: Stage = Stage {
    name: "trace-pictures",
    needs: &["all-frames"],
    gives: "matches between pictures, and of pictures with frames",
    maker: "trace",
    version: 4,
    scope: Scope::Case,
};

/// Matches between recordings.
pub const RECORDINGS: Stage = Stage {
    name: "trace-recordings",
    needs: &["all-frames"],
    gives: "matches between recordings: copies, excerpts, same sound, same moment",
    maker: "trace",
    version: 8,
    scope: Scope::Case,
};

/// Matches between texts.
pub const TEXTS: Stage = Stage {
    name: "trace-texts",
    needs: &["extract"],
    gives: "matching passages",
    maker: "trace",
    version: 3,
    scope: Scope::Case,
};

/// Who says what in one item.
pub const STATEMENTS: Stage = Stage {
    name: "statements",
    needs: &["extract"],
    gives: "statements with source, cue, content, figures, dates, places",
    maker: "claims",
    version: 9,
    scope: Scope::Item,
};

/// Which statements speak of the same thing.
pub const CLAIMS: Stage = Stage {
    name: "claims",
    needs: &["statements"],
    gives: "groups of statements and where they disagree",
    maker: "claims",
    version: 5,
    scope: Scope::Case,
};

/// What the statements go back to.
pub const ORIGINS: Stage = Stage {
    name: "origins",
    needs: &["trace-pictures", "trace-recordings", "trace-texts", "claims"],
    gives: "origins, and the number of origins for and against each claim",
    maker: "origins",
    version: 6,
    scope: Scope::Case,
};

/// The table for `firsthand trace --help`.
pub fn help() -> String {
    let mut text = String::from("Stages, in order (what each needs → what it gives):\n");
    for stage in STAGES {
        let scope = match stage.scope {
            Scope::Item => "each item alone",
            Scope::Case => "the whole case",
        };
        let needs = if stage.needs.is_empty() { "the original".to_owned() } else { stage.needs.join(", ") };
        text.push_str(&format!(
            "  {:<17} {scope}; {needs} → {} ({} v{})\n",
            stage.name, stage.gives, stage.maker, stage.version
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_comes_after_those_it_needs() {
        for (position, stage) in STAGES.iter().enumerate() {
            for need in stage.needs {
                assert!(STAGES[..position].iter().any(|earlier| earlier.name == *need), "{} needs {need}", stage.name);
            }
        }
    }
}
