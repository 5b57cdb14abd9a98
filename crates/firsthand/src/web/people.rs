//! Who may use the desk, and as what. Accounts belong to the folder of the case and to this machine: they are no evidence,
//! are in no log, bundle or report, and only their owner can read the file.

use super::{own_file, passwords};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Random bytes of a salt, an invitation, a token.
const SECRET_BYTES: usize = 24;
/// Names are short words that can be said aloud and stand in the log.
const NAME_SIGNS_AT_MOST: usize = 40;
/// What somebody may do; each role may do what those before it may.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Adds items, writes notes, sets status, tags.
    Contributor,
    /// Decides on matches, origins, claims.
    Reviewer,
    /// Invites people and exports.
    Owner,
}

impl Role {
    /// All of them, the least first.
    pub const ALL: [Role; 4] = [Role::Viewer, Role::Contributor, Role::Reviewer, Role::Owner];

    /// Its name in forms and files.
    pub fn key(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Contributor => "contributor",
            Role::Reviewer => "reviewer",
            Role::Owner => "owner",
        }
    }

    /// The role of this name.
    pub fn of(key: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// How somebody wants to see media. Three separate switches.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Eyes {
    /// Without colour.
    pub gray: bool,
    /// Blurred until it is opened.
    pub blur: bool,
    /// Without sound.
    pub mute: bool,
}

impl Default for Eyes {
    fn default() -> Eyes {
        Eyes { gray: true, blur: true, mute: true }
    }
}

/// One account.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Person {
    /// The name that stands beside their decisions.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Argon2id, as a PHC string; `None` = invited and not here yet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    password: Option<String>,
    /// SHA-256 of the invitation that sets the password, hex.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    invitation: Option<String>,
    /// SHA-256 of the tokens by which programs act for them, hex, with the names they gave them.
    #[serde(default)]
    tokens: Vec<(String, String)>,
    /// How they want to see media.
    #[serde(default)]
    pub eyes: Eyes,
    /// Language of the desk, a key of the catalogue.
    #[serde(default)]
    pub language: Option<String>,
}

impl Person {
    /// Somebody who acts without an account.
    pub fn without_account(name: &str, role: Role) -> Person {
        Person {
            name: name.to_owned(),
            role,
            password: None,
            invitation: None,
            tokens: Vec::new(),
            eyes: Eyes::default(),
            language: None,
        }
    }

    /// Whether they have set a password.
    pub fn has_come(&self) -> bool {
        self.password.is_some()
    }

    /// Names of their tokens.
    pub fn token_names(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|(name, _)| name.as_str())
    }
}

/// Why a password stays as it is.
#[derive(Debug)]
pub enum NotChanged {
    /// The current one is another.
    WrongPassword,
    /// The new one is too short or one that is tried first.
    TooWeak,
    /// It could not be kept.
    NotKept(anyhow::Error),
}

/// All accounts of a case.
pub struct People {
    file: PathBuf,
    people: Mutex<Vec<Person>>,
}

impl People {
    /// Reads the accounts of the case in this folder; a case without any has none.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn of_case(folder: &Path) -> Result<People> {
        let file = folder.join("desk").join("people.json");
        let people = own_file::read(&file)?;
        Ok(People { file, people: Mutex::new(people) })
    }

    /// All of them, in order of their names.
    pub fn all(&self) -> Vec<Person> {
        let mut all = self.lock().clone();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// The account of this name.
    pub fn named(&self, name: &str) -> Option<Person> {
        self.lock().iter().find(|person| person.name == name).cloned()
    }

    /// The account with its password right; a wrong name costs as much time as a wrong password.
    pub fn signed_in(&self, name: &str, password: &str) -> Option<Person> {
        let person = self.named(name);
        let stored = person.as_ref().and_then(|person| person.password.clone());
        let right = passwords::is_right(password, stored.as_deref());
        person.filter(|_| right && stored.is_some())
    }

    /// The account for which a program acts with this token.
    pub fn by_token(&self, token: &str) -> Option<Person> {
        let digest = digest(token);
        self.lock().iter().find(|person| person.tokens.iter().any(|(_, known)| *known == digest)).cloned()
    }

    /// Invites somebody; gives the secret that sets the password once.
    ///
    /// # Errors
    /// When the name is taken or no name, or the file cannot be written.
    pub fn invite(&self, name: &str, role: Role) -> Result<String> {
        let name = name.trim();
        let fits = |sign: char| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_' | '.' | '\'');
        if name.is_empty() || name.chars().count() > NAME_SIGNS_AT_MOST || !name.chars().all(fits) {
            bail!("a name has up to {NAME_SIGNS_AT_MOST} letters, digits, spaces, dots and dashes");
        }
        let secret = secret()?;
        self.change(|people| {
            if people.iter().any(|person| person.name == name) {
                bail!("there is somebody of that name already");
            }
            let invitation = Some(digest(&secret));
            people.push(Person { invitation, ..Person::without_account(name, role) });
            Ok(())
        })?;
        Ok(secret)
    }

    /// Who was invited with this secret and has not come yet.
    pub fn invited_with(&self, secret: &str) -> Option<Person> {
        let digest = digest(secret);
        self.lock().iter().find(|person| person.invitation.as_ref() == Some(&digest)).cloned()
    }

    /// Sets the password of whom the secret invites; the secret is used up.
    ///
    /// # Errors
    /// When it invites nobody, the password is too weak, or the file cannot be written.
    pub fn accept(&self, invitation: &str, password: &str) -> Result<Person> {
        let name = self.invited_with(invitation).map(|person| person.name).unwrap_or_default();
        let hash = passwords::hash_of(password, &name)?;
        let digest = digest(invitation);
        self.change(|people| {
            let Some(person) = people.iter_mut().find(|person| person.invitation.as_ref() == Some(&digest)) else {
                bail!("this invitation was used already, or never was one");
            };
            (person.password, person.invitation) = (Some(hash), None);
            Ok(person.clone())
        })
    }

    /// Gives somebody who knows their password another one.
    ///
    /// # Errors
    /// When the current one is wrong, the new one is too weak, or the file cannot be written.
    pub fn change_password(&self, name: &str, current: &str, new: &str) -> Result<(), NotChanged> {
        if self.signed_in(name, current).is_none() {
            return Err(NotChanged::WrongPassword);
        }
        let hash = passwords::hash_of(new, name).map_err(|_| NotChanged::TooWeak)?;
        self.update(name, |person| person.password = Some(hash)).map_err(NotChanged::NotKept)
    }

    /// A new token by which a program acts for somebody; it is shown once.
    ///
    /// # Errors
    /// When there is no such person or the file cannot be written.
    pub fn add_token(&self, name: &str, token_name: &str) -> Result<String> {
        let token = secret()?;
        self.change(|people| {
            let person = person_of(people, name)?;
            person.tokens.retain(|(known, _)| known != token_name);
            person.tokens.push((token_name.to_owned(), digest(&token)));
            Ok(())
        })?;
        Ok(token)
    }

    /// Changes what somebody sees, may do or keeps.
    ///
    /// # Errors
    /// When there is no such person, or nobody would be owner any more, or the file cannot be written.
    pub fn update(&self, name: &str, change: impl FnOnce(&mut Person)) -> Result<()> {
        self.change(|people| {
            let had_owner = has_owner(people);
            change(person_of(people, name)?);
            keep_an_owner(had_owner, people)
        })
    }

    /// Takes an account away. What they decided stays in the log.
    ///
    /// # Errors
    /// When nobody would be owner any more, or the file cannot be written.
    pub fn remove(&self, name: &str) -> Result<()> {
        self.change(|people| {
            let had_owner = has_owner(people);
            people.retain(|person| person.name != name);
            keep_an_owner(had_owner, people)
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut Vec<Person>) -> Result<T>) -> Result<T> {
        let mut people = self.lock();
        let mut changed = people.clone();
        let given = change(&mut changed)?;
        own_file::write(&self.file, &changed)?;
        *people = changed;
        Ok(given)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Person>> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn person_of<'p>(people: &'p mut [Person], name: &str) -> Result<&'p mut Person> {
    people.iter_mut().find(|person| person.name == name).with_context(|| format!("there is nobody called {name:?}"))
}

fn has_owner(people: &[Person]) -> bool {
    people.iter().any(|person| person.role == Role::Owner)
}

/// Where the operator alone is owner, who has no account, nobody of these is one before or after.
fn keep_an_owner(had_owner: bool, people: &[Person]) -> Result<()> {
    if had_owner && !people.is_empty() && !has_owner(people) { bail!("somebody must stay owner") } else { Ok(()) }
}

/// Random bytes.
pub fn random() -> Result<[u8; SECRET_BYTES]> {
    let mut random = [0u8; SECRET_BYTES];
    getrandom::fill(&mut random).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(random)
}

/// A secret that can be written into an address, 48 hex digits.
pub fn secret() -> Result<String> {
    Ok(random()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// SHA-256 of a secret, hex: what is kept of it.
pub fn digest(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> (tempfile::TempDir, People) {
        let folder = tempfile::tempdir().unwrap();
        let people = People::of_case(folder.path()).unwrap();
        (folder, people)
    }

    #[test]
    fn an_invitation_sets_one_password_once() {
        let (folder, people) = people();
        let secret = people.invite("Ana", Role::Owner).unwrap();
        assert!(people.signed_in("Ana", "").is_none());
        assert!(people.accept(&secret, "short").is_err());
        people.accept(&secret, "the ferry left at noon").unwrap();
        assert!(people.accept(&secret, "the ferry left at one").is_err());
        let again = People::of_case(folder.path()).unwrap();
        assert_eq!(again.signed_in("Ana", "the ferry left at noon").unwrap().role, Role::Owner);
        assert!(again.signed_in("Ana", "the ferry left at one").is_none());
        assert!(again.signed_in("Bo", "the ferry left at noon").is_none());
    }

    #[test]
    fn the_file_is_its_owners_and_holds_no_secret() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, people) = people();
        let secret = people.invite("Ana", Role::Owner).unwrap();
        people.accept(&secret, "the ferry left at noon").unwrap();
        let token = people.add_token("Ana", "script").unwrap();
        let file = folder.path().join("desk/people.json");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let kept = std::fs::read_to_string(file).unwrap();
        assert!(!kept.contains(&secret) && !kept.contains(&token) && !kept.contains("ferry"));
        assert_eq!(people.by_token(&token).unwrap().name, "Ana");
    }

    #[test]
    fn somebody_stays_owner() {
        let (_folder, people) = people();
        people.invite("Ana", Role::Owner).unwrap();
        people.invite("Bo", Role::Viewer).unwrap();
        assert!(people.remove("Ana").is_err());
        assert!(people.update("Ana", |ana| ana.role = Role::Viewer).is_err());
        people.update("Bo", |bo| bo.role = Role::Owner).unwrap();
        people.remove("Ana").unwrap();
    }

    #[test]
    fn where_the_operator_alone_is_owner_others_change_what_is_theirs() {
        let (_folder, people) = people();
        people.invite("Bo", Role::Viewer).unwrap();
        people.update("Bo", |bo| bo.language = Some("uk".to_owned())).unwrap();
        people.invite("Ana", Role::Contributor).unwrap();
        people.remove("Ana").unwrap();
        assert_eq!(people.named("Bo").unwrap().language.as_deref(), Some("uk"));
    }

    #[test]
    fn weak_passwords_and_odd_names_are_refused() {
        let (_folder, people) = people();
        let secret = people.invite("Ana", Role::Owner).unwrap();
        assert!(people.accept(&secret, "password123").is_err());
        assert!(people.invite("Ana", Role::Viewer).is_err());
        for name in ["", "   ", "<b>", "a/b", "x".repeat(41).as_str()] {
            assert!(people.invite(name, Role::Viewer).is_err(), "{name:?}");
        }
    }
}
