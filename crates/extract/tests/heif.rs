//! HEIC and AVIF pictures come out whole and upright. Phones write a HEIC as a grid of tiles, some without hiding them,
//! and a decoder that gives the first tile gives a wrong picture in silence; so a grid is put together here from tiles that `heif-enc` makes.

use extract::{Extractor, ItemSource, Limits, MediaSink};
use image::{Rgb, RgbImage};
use model::{Extract, Pixels, SoundChunk};
use std::path::{Path, PathBuf};
use std::process::Command;

const TILE_PX: u32 = 64;
/// The grid is cut at the right and at the bottom, as those of phones are.
const SHOWN_PX: (u32, u32) = (120, 110);
const COLOURS: [[u8; 3]; 4] = [[220, 30, 30], [30, 200, 30], [30, 30, 220], [230, 220, 40]];

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("extract-heif-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    /// A picture as `heif-enc` writes it.
    fn encoded(&self, picture: &RgbImage, name: &str, arguments: &[&str]) -> PathBuf {
        let (png, out) = (self.0.join("in.png"), self.0.join(name));
        picture.save(&png).expect("a PNG");
        let status = Command::new("heif-enc").args(arguments).arg(&png).arg("-o").arg(&out).output();
        let status = status.expect("heif-enc is installed (Debian: apt install libheif-examples)");
        assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
        out
    }

    fn read(&self, path: &Path) -> (Extract, Pixels) {
        let worker = env!("CARGO_BIN_EXE_extract_worker_for_tests");
        let extractor = Extractor::new(vec![worker.into(), "worker".into()], Limits::default(), self.0.join("scratch"));
        let mut seen = Seen(None);
        let source = ItemSource { path: path.to_owned(), ..ItemSource::default() };
        let extract = extractor.extract(&source, &mut seen).expect("a worker that starts");
        let pixels = seen.0.unwrap_or_else(|| panic!("no picture: {:?}", extract.findings));
        (extract, pixels)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

struct Seen(Option<Pixels>);

impl MediaSink for Seen {
    fn picture(&mut self, _time_us: Option<i64>, pixels: Pixels) {
        self.0 = Some(pixels);
    }

    fn sound(&mut self, _chunk: SoundChunk) {}
    fn thumbnail(&mut self, _jpeg: Vec<u8>) {}
}

/// Whether the pixel there has about this colour.
fn shows(pixels: &Pixels, (x, y): (usize, usize), colour: [u8; 3]) -> bool {
    let at = (y * pixels.width_px + x) * 3;
    pixels.bytes[at..at + 3].iter().zip(colour).all(|(given, wanted)| given.abs_diff(wanted) < 40)
}

fn bounded(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).expect("small");
    [&length.to_be_bytes()[..], kind, content].concat()
}

/// A full box: version and flags in front.
fn full(kind: &[u8; 4], version: u8, content: &[u8]) -> Vec<u8> {
    bounded(kind, &[&[version, 0, 0, 0], content].concat())
}

fn box_of<'f>(file: &'f [u8], kind: &[u8; 4]) -> &'f [u8] {
    let at = file.windows(4).position(|window| window == kind).expect("the box") - 4;
    let length = u32::from_be_bytes(file[at..at + 4].try_into().expect("four bytes")) as usize;
    &file[at..at + length]
}

/// Four tiles and the grid that shows them (ISO 23008-12, 6.6.2.3), optionally turned by a quarter.
fn grid(tiles: &[Vec<u8>], turned: bool) -> Vec<u8> {
    let data: Vec<&[u8]> = tiles.iter().map(|tile| &box_of(tile, b"mdat")[8..]).collect();
    let (width, height) = (SHOWN_PX.0 as u16, SHOWN_PX.1 as u16);
    let grid = [&[0, 0, 1, 1][..], &width.to_be_bytes(), &height.to_be_bytes()].concat();
    let size = |width: u32, height: u32| full(b"ispe", 0, &[width.to_be_bytes(), height.to_be_bytes()].concat());
    let properties = [
        box_of(&tiles[0], b"hvcC").to_vec(),
        size(TILE_PX, TILE_PX),
        size(SHOWN_PX.0, SHOWN_PX.1),
        bounded(b"irot", &[1]),
    ];
    let of_tile = |item: u8| [0, item, 2, 0x81, 2];
    let of_grid: &[u8] = if turned { &[0, 5, 2, 3, 0x84] } else { &[0, 5, 1, 3] };
    let associations = [&[0, 0, 0, 5][..], &[1, 2, 3, 4].map(of_tile).concat(), of_grid].concat();
    let info = |item: u8, kind: &[u8; 4]| full(b"infe", 2, &[&[0, item, 0, 0][..], kind, &[0]].concat());
    let infos = [info(1, b"hvc1"), info(2, b"hvc1"), info(3, b"hvc1"), info(4, b"hvc1"), info(5, b"grid")].concat();
    let handler = [&[0; 4][..], b"pict", &[0; 13]].concat();
    let uses = bounded(b"dimg", &[0, 5, 0, 4, 0, 1, 0, 2, 0, 3, 0, 4]);
    let meta = |data_at: usize| {
        let mut at = data_at;
        let mut places = vec![0x44, 0, 0, 5];
        for (item, length) in (1u8..).zip(data.iter().map(|tile| tile.len()).chain([grid.len()])) {
            let (offset, bytes) = (u32::try_from(at).expect("small"), u32::try_from(length).expect("small"));
            places.extend([&[0, item, 0, 0, 0, 1][..], &offset.to_be_bytes(), &bytes.to_be_bytes()].concat());
            at += length;
        }
        let parts = [
            full(b"hdlr", 0, &handler),
            full(b"pitm", 0, &[0, 5]),
            full(b"iloc", 0, &places),
            full(b"iinf", 0, &[&[0, 5][..], &infos].concat()),
            full(b"iref", 0, &uses),
            bounded(b"iprp", &[bounded(b"ipco", &properties.concat()), full(b"ipma", 0, &associations)].concat()),
        ];
        full(b"meta", 0, &parts.concat())
    };
    let start = bounded(b"ftyp", b"heic\0\0\0\0mif1heic");
    let data_at = start.len() + meta(0).len() + 8;
    [start, meta(data_at), bounded(b"mdat", &[data.concat(), grid.clone()].concat())].concat()
}

#[test]
fn a_grid_of_tiles_gives_the_whole_picture_upright() {
    let folder = Folder::new("grid");
    let tiles: Vec<Vec<u8>> = COLOURS
        .iter()
        .map(|colour| {
            let tile = folder.encoded(&RgbImage::from_pixel(TILE_PX, TILE_PX, Rgb(*colour)), "tile.heic", &[]);
            std::fs::read(tile).expect("the tile")
        })
        .collect();
    let path = folder.0.join("grid.heic");
    let (width, height) = (SHOWN_PX.0 as usize, SHOWN_PX.1 as usize);
    std::fs::write(&path, grid(&tiles, false)).expect("the grid");
    let (extract, pixels) = folder.read(&path);
    assert_eq!(extract.media_type, "image/heic");
    assert_eq!((pixels.width_px, pixels.height_px), (width, height));
    let corners = [(8, 8), (width - 8, 8), (8, height - 8), (width - 8, height - 8)];
    for (corner, colour) in corners.iter().zip(COLOURS) {
        assert!(shows(&pixels, *corner, colour), "{corner:?}");
    }
    // A quarter turn anticlockwise brings the right upper tile to the left upper corner.
    std::fs::write(&path, grid(&tiles, true)).expect("the grid");
    let (_, pixels) = folder.read(&path);
    assert_eq!((pixels.width_px, pixels.height_px), (height, width));
    assert!(shows(&pixels, (8, 8), COLOURS[1]) && shows(&pixels, (8, width - 8), COLOURS[0]));
}

#[test]
fn an_avif_is_read() {
    let folder = Folder::new("avif");
    let picture = RgbImage::from_fn(96, 64, |x, _| Rgb(if x < 48 { COLOURS[0] } else { COLOURS[2] }));
    let (extract, pixels) = folder.read(&folder.encoded(&picture, "picture.avif", &["-A"]));
    assert_eq!((extract.media_type.as_str(), pixels.width_px, pixels.height_px), ("image/avif", 96, 64));
    assert!(shows(&pixels, (8, 32), COLOURS[0]) && shows(&pixels, (88, 32), COLOURS[2]));
}
