//! One Parquet file, written row by row: what waits in memory is one group of rows.

use parquet::basic::{Encoding, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{ColumnPath, Type};
use std::io::Write;
use std::sync::Arc;

/// Rows that are written together; they wait in memory until there are so many. Readers skip and share out whole groups.
const ROWS_OF_GROUP: usize = 65_536;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// UTF-8.
    Text,
    /// Unsigned, 32 bits.
    UInt32,
    /// Signed, 64 bits.
    Int64,
    /// Unsigned, 64 bits.
    UInt64,
    /// A floating number of 64 bits.
    Double,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    /// Whether a row may have nothing there.
    pub nullable: bool,
    /// Whether values repeat, so that a dictionary makes the file smaller; the bits of a hash do not.
    pub repeats: bool,
}

/// One cell of a row.
#[derive(Clone, Debug)]
pub enum Cell {
    Text(ByteArray),
    UInt32(u32),
    Int64(i64),
    UInt64(u64),
    Double(f64),
    Null,
}

/// The values of a column that wait to be written.
enum Waiting {
    Text(Vec<ByteArray>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Double(Vec<f64>),
}

/// A Parquet file that grows.
pub struct Table<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: &'static [Column],
    waiting: Vec<Waiting>,
    /// For each nullable column, 1 where a row has a value and 0 where it has none.
    present: Vec<Vec<i16>>,
    n_waiting: usize,
    n_rows: u64,
}

impl<W: Write + Send> Table<W> {
    /// An empty table with these columns; `notes` stand in the foot of the file.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(out: W, columns: &'static [Column], maker: &str, notes: &[(&str, &str)]) -> Result<Table<W>> {
        let fields = columns.iter().map(field).collect::<Result<Vec<_>>>()?;
        let schema = Type::group_type_builder("firsthand").with_fields(fields).build()?;
        let note = |(name, text): &(&str, &str)| KeyValue::new((*name).to_owned(), (*text).to_owned());
        let mut properties = WriterProperties::builder()
            .set_created_by(maker.to_owned())
            .set_key_value_metadata(Some(notes.iter().map(note).collect()));
        for column in columns.iter().filter(|column| !column.repeats) {
            properties = properties
                .set_column_dictionary_enabled(ColumnPath::from(column.name), false)
                .set_column_encoding(ColumnPath::from(column.name), Encoding::PLAIN);
        }
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties.build()))?;
        Ok(Table {
            writer,
            columns,
            waiting: columns.iter().map(|column| Waiting::of(column.kind)).collect(),
            present: vec![Vec::new(); columns.len()],
            n_waiting: 0,
            n_rows: 0,
        })
    }

    /// Adds a row: one cell for each column, in their order.
    ///
    /// # Errors
    /// When a cell is not of its column's kind, or the file cannot be written.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) -> Result<()> {
        let mut n_cells = 0;
        for (at, cell) in row.into_iter().enumerate() {
            let column = self.columns.get(at).ok_or_else(|| ParquetError::General("a row is too long".to_owned()))?;
            let is_null = matches!(cell, Cell::Null);
            let fits = if is_null { column.nullable } else { self.waiting[at].take(cell, column.kind) };
            if !fits {
                return Err(ParquetError::General(format!("a cell does not fit the column {}", column.name)));
            }
            self.present[at].push(i16::from(!is_null));
            n_cells += 1;
        }
        if n_cells != self.columns.len() {
            return Err(ParquetError::General("a row is too short".to_owned()));
        }
        self.n_waiting += 1;
        self.n_rows += 1;
        if self.n_waiting == ROWS_OF_GROUP { self.write_group() } else { Ok(()) }
    }

    /// Writes what waits and the foot; gives the number of rows.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(mut self) -> Result<u64> {
        if self.n_waiting > 0 {
            self.write_group()?;
        }
        self.writer.close()?;
        Ok(self.n_rows)
    }

    fn write_group(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group()?;
        for ((column, waiting), present) in self.columns.iter().zip(&mut self.waiting).zip(&mut self.present) {
            let Some(mut writer) = group.next_column()? else { break };
            waiting.write(&mut writer, column.nullable.then_some(present.as_slice()))?;
            writer.close()?;
            present.clear();
        }
        group.close()?;
        self.n_waiting = 0;
        Ok(())
    }
}

fn field(column: &Column) -> Result<Arc<Type>> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::UInt32 => (Physical::INT32, Some(LogicalType::integer(32, false))),
        Kind::Int64 => (Physical::INT64, None),
        Kind::UInt64 => (Physical::INT64, Some(LogicalType::integer(64, false))),
        Kind::Double => (Physical::DOUBLE, None),
    };
    let repetition = if column.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let field = Type::primitive_type_builder(column.name, physical).with_repetition(repetition);
    Ok(Arc::new(field.with_logical_type(logical).build()?))
}

impl Waiting {
    fn of(kind: Kind) -> Waiting {
        match kind {
            Kind::Text => Waiting::Text(Vec::new()),
            Kind::UInt32 => Waiting::Int32(Vec::new()),
            Kind::Int64 | Kind::UInt64 => Waiting::Int64(Vec::new()),
            Kind::Double => Waiting::Double(Vec::new()),
        }
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        match self {
            Waiting::Text(values) => values.len(),
            Waiting::Int32(values) => values.len(),
            Waiting::Int64(values) => values.len(),
            Waiting::Double(values) => values.len(),
        }
    }

    /// Takes the cell if it is of this kind. Unsigned numbers lie in the file as the signed ones of the same bits.
    fn take(&mut self, cell: Cell, kind: Kind) -> bool {
        match (self, cell, kind) {
            (Waiting::Text(values), Cell::Text(text), _) => values.push(text),
            (Waiting::Int32(values), Cell::UInt32(number), _) => values.push(number.cast_signed()),
            (Waiting::Int64(values), Cell::Int64(number), Kind::Int64) => values.push(number),
            (Waiting::Int64(values), Cell::UInt64(number), Kind::UInt64) => values.push(number.cast_signed()),
            (Waiting::Double(values), Cell::Double(number), _) => values.push(number),
            _ => return false,
        }
        true
    }

    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>, present: Option<&[i16]>) -> Result<()> {
        match self {
            Waiting::Text(values) => {
                writer.typed::<ByteArrayType>().write_batch(values, present, None)?;
                values.clear();
            }
            Waiting::Int32(values) => {
                writer.typed::<Int32Type>().write_batch(values, present, None)?;
                values.clear();
            }
            Waiting::Int64(values) => {
                writer.typed::<Int64Type>().write_batch(values, present, None)?;
                values.clear();
            }
            Waiting::Double(values) => {
                writer.typed::<DoubleType>().write_batch(values, present, None)?;
                values.clear();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    const COLUMNS: &[Column] = &[
        Column { name: "name", kind: Kind::Text, nullable: false, repeats: true },
        Column { name: "time_us", kind: Kind::Int64, nullable: true, repeats: true },
        Column { name: "bits", kind: Kind::UInt64, nullable: false, repeats: false },
    ];

    fn table(file: &std::fs::File) -> Table<std::fs::File> {
        Table::new(file.try_clone().expect("a file"), COLUMNS, "test 1", &[("format", "test/1")]).expect("a table")
    }

    #[test]
    fn many_rows_go_into_groups_and_come_back() {
        let file = tempfile::tempfile().expect("a file");
        let mut written = table(&file);
        let n_rows = 2 * ROWS_OF_GROUP as u64 + 10;
        for row in 0..n_rows {
            let time = if row % 3 == 0 { Cell::Null } else { Cell::Int64(-(row as i64)) };
            let name = Cell::Text(ByteArray::from(if row % 2 == 0 { "even" } else { "odd" }));
            written.push([name, time, Cell::UInt64(u64::MAX - row)]).expect("a row");
            assert!(written.waiting.iter().all(|waiting| waiting.len() <= ROWS_OF_GROUP), "no more than a group waits");
        }
        assert_eq!(written.finish().expect("a table"), n_rows);
        let reader = SerializedFileReader::new(file).expect("a Parquet file");
        assert_eq!(reader.metadata().num_row_groups(), 3);
        let rows: Vec<_> = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len() as u64, n_rows);
        for (at, row) in (0u64..).zip(&rows) {
            let cells: Vec<&Field> = row.get_column_iter().map(|(_, cell)| cell).collect();
            let time = if at % 3 == 0 { Field::Null } else { Field::Long(-(at as i64)) };
            let name = Field::Str(if at % 2 == 0 { "even" } else { "odd" }.to_owned());
            assert_eq!(cells, [&name, &time, &Field::ULong(u64::MAX - at)], "row {at}");
        }
    }

    #[test]
    fn a_row_that_does_not_fit_is_refused() {
        let text = || Cell::Text(ByteArray::from("a"));
        let wrong: [Vec<Cell>; 4] = [
            vec![text(), Cell::Null],
            vec![text(), Cell::Null, Cell::UInt64(1), Cell::Null],
            vec![text(), Cell::Null, Cell::Null],
            vec![text(), Cell::UInt64(1), Cell::UInt64(1)],
        ];
        for row in wrong {
            let file = tempfile::tempfile().expect("a file");
            assert!(table(&file).push(row.clone()).is_err(), "{row:?}");
        }
    }
}
