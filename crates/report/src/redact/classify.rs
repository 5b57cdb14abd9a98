//! Which metadata field can put a person at risk, told from its name and the shape of its value.
//!
//! The order matters: what is clearly risky is named first, then comes the list of fields known to be harmless, and
//! what is on neither list is [`Sensitive::OtherMetadata`]: a field that nobody thought of is left out, not shown.

use crate::view::Sensitive;
use model::MetadataField;

/// What kind of risk this field carries; `None` = known to be harmless.
pub fn sensitive_kind(field: &MetadataField) -> Option<Sensitive> {
    let name = folded_name(&field.name);
    let named = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if named(GPS_WORDS) {
        Some(Sensitive::Gps)
    } else if named(SERIAL_WORDS) {
        Some(Sensitive::DeviceSerials)
    } else if named(USER_WORDS) || holds_an_address(&field.value) {
        Some(Sensitive::UserNames)
    } else if named(AUTHOR_WORDS) && !named(&["creatortool", "creationdate", "createdate"]) {
        Some(Sensitive::FileAuthors)
    } else if named(PATH_WORDS) || holds_a_machine_path(&field.value) {
        Some(Sensitive::MachinePaths)
    } else if HARMLESS_ENDINGS.iter().any(|ending| name.ends_with(ending)) {
        None
    } else {
        Some(Sensitive::OtherMetadata)
    }
}

/// Whether the text holds a path of somebody's machine, with folders that may bear a name.
pub fn holds_a_machine_path(text: &str) -> bool {
    words_of(text).any(is_machine_path)
}

/// `text` with every path of somebody's machine replaced by `instead`.
pub fn without_machine_paths(text: &str, instead: &str) -> String {
    if !holds_a_machine_path(text) {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    for path in words_of(text).filter(|word| is_machine_path(word)) {
        kept = kept.replace(path, instead);
    }
    kept
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| {
        sign.is_whitespace() || matches!(sign, '"' | '\'' | '<' | '>' | '(' | ')' | '`' | ',' | ';' | '=' | '“' | '”')
    })
}

/// First folders of paths that name a place on somebody's machine, on the common systems.
const FIRST_FOLDERS: &[&str] = &[
    "home", "Users", "root", "mnt", "media", "tmp", "var", "storage", "sdcard", "data", "Volumes", "private", "srv",
    "opt",
];

fn is_machine_path(word: &str) -> bool {
    let mut signs = word.chars();
    let has_drive = signs.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && signs.next() == Some(':')
        && matches!(signs.next(), Some('\\' | '/'))
        && !word.contains("://");
    let first_folder = word.strip_prefix('/').and_then(|path| path.split_once('/')).map(|(first, _)| first);
    let has_known_root = first_folder.is_some_and(|first| FIRST_FOLDERS.contains(&first));
    let has_other_root = ["file:/", "\\\\", "~/"].iter().any(|root| word.starts_with(root));
    has_drive || has_known_root || has_other_root
}

/// An e-mail address or the like: signs, `@`, signs with a dot.
fn holds_an_address(text: &str) -> bool {
    words_of(text).any(|word| match word.split_once('@') {
        Some((user, host)) => !user.is_empty() && host.trim_matches('.').contains('.'),
        None => false,
    })
}

/// Lower case, letters and digits only: `EXIF GPSLatitude`, `exif:gps-latitude` and `gps_latitude` all end alike.
fn folded_name(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const GPS_WORDS: &[&str] = &[
    "gps",
    "location",
    "latitude",
    "longitude",
    "geotag",
    "geoposition",
    "icbm",
    "iso6709",
    "xyz",
    "altitude",
    "coordinates",
    "sublocation",
    "placename",
];

const SERIAL_WORDS: &[&str] = &[
    "serial",
    "uniqueid",
    "deviceid",
    "cameraid",
    "imei",
    "macaddress",
    "contentidentifier",
    "instanceid",
    "documentid",
    "hardwareid",
    "uuid",
    "guid",
    "fingerprint",
];

const USER_WORDS: &[&str] = &[
    "user",
    "account",
    "login",
    "profileid",
    "screenname",
    "hostname",
    "computer",
    "email",
    "phone",
    "twittercreator",
    "twittersite",
    "contact",
];

const AUTHOR_WORDS: &[&str] = &[
    "author",
    "artist",
    "creator",
    "byline",
    "owner",
    "lastmodifiedby",
    "lastsavedby",
    "company",
    "manager",
    "writer",
    "contributor",
    "photographer",
    "copyright",
    "rights",
    "credit",
    "editor",
    "director",
    "c2pasigner",
    "©aut",
    "©art",
];

const PATH_WORDS: &[&str] = &["path", "directory", "folder", "filename", "documentname"];

/// Endings of field names that say how a file is made and nothing of who made it or where.
const HARMLESS_ENDINGS: &[&str] = &[
    "make",
    "model",
    "software",
    "creatortool",
    "producer",
    "encoder",
    "encodedby",
    "orientation",
    "rotation",
    "width",
    "height",
    "imagesize",
    "bitdepth",
    "bitspersample",
    "colorspace",
    "colourspace",
    "compression",
    "codec",
    "duration",
    "framerate",
    "fps",
    "samplerate",
    "channels",
    "bitrate",
    "exposuretime",
    "fnumber",
    "isospeedratings",
    "photographicsensitivity",
    "iso",
    "focallength",
    "flash",
    "whitebalance",
    "meteringmode",
    "exposureprogram",
    "exposuremode",
    "xresolution",
    "yresolution",
    "resolutionunit",
    "datetime",
    "datetimeoriginal",
    "datetimedigitized",
    "offsettime",
    "offsettimeoriginal",
    "createdate",
    "creationdate",
    "creationtime",
    "modifydate",
    "moddate",
    "language",
    "lang",
    "charset",
    "contenttype",
    "mimetype",
    "generator",
    "ogtype",
    "ogtitle",
    "ogsitename",
    "oglocale",
    "title",
    "majorbrand",
    "minorversion",
    "compatiblebrands",
    "pdfversion",
    "pagecount",
    "pages",
    "version",
    "publishedtime",
    "modifiedtime",
    "datepublished",
    "datemodified",
    "sitename",
    "c2pa",
    "c2pastate",
    "c2pafailedchecks",
    "c2paclaimgenerator",
    "c2paactions",
    "c2paingredients",
    "c2pamanifests",
    "httpstatus",
    "status",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, value: &str, expected: Option<Sensitive>) {
        let field = MetadataField { name: name.into(), value: value.into() };
        assert_eq!(sensitive_kind(&field), expected, "{name} = {value}");
    }

    #[test]
    fn fields_that_point_to_people_are_told_by_name_whatever_the_spelling() {
        check("EXIF GPSLatitude", "1.0", Some(Sensitive::Gps));
        check("QuickTime com.apple.quicktime.location.ISO6709", "+1+1/", Some(Sensitive::Gps));
        check("EXIF BodySerialNumber", "7", Some(Sensitive::DeviceSerials));
        check("exif:Lens-Serial_Number", "7", Some(Sensitive::DeviceSerials));
        check("PDF Author", "x", Some(Sensitive::FileAuthors));
        check("DOCX lastModifiedBy", "x", Some(Sensitive::FileAuthors));
        check("HTML meta author", "x", Some(Sensitive::FileAuthors));
        check("XMP CreatorTool", "x", None);
        check("C2PA signer as written", "x", Some(Sensitive::FileAuthors));
        check("C2PA state", "no manifest", None);
        check("MIME Host-Computer", "x", Some(Sensitive::UserNames));
    }

    #[test]
    fn values_tell_what_names_do_not() {
        check("EXIF Software", "saved in C:\\Users\\x\\a.jpg", Some(Sensitive::MachinePaths));
        check("generator", "mail me: a@b.example", Some(Sensitive::UserNames));
    }

    #[test]
    fn a_field_that_nobody_thought_of_is_left_out() {
        check("EXIF MakerNote 0x9b", "x", Some(Sensitive::OtherMetadata));
        check("EXIF Make", "x", None);
        check("C2PA manifest address", "x", Some(Sensitive::OtherMetadata));
    }

    #[test]
    fn machine_paths_are_cut_out_of_sentences_and_addresses_of_the_web_are_not() {
        assert_eq!(without_machine_paths("cannot read '/home/x/a.mp4': short", "…"), "cannot read '…': short");
        assert_eq!(without_machine_paths("see https://a.example/home/x", "…"), "see https://a.example/home/x");
    }
}
