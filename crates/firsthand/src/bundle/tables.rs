//! What was found as tables: JSON Lines for programs, CSV for a spreadsheet.

use super::BundleWriter;
use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::Value;

/// Puts `values` as `data/found/<name>.jsonl` and `data/found/<name>.csv`.
pub fn put_table<T: Serialize>(bundle: &mut BundleWriter, name: &str, values: &[T]) -> Result<()> {
    bundle.put_lines(&format!("data/found/{name}.jsonl"), values)?;
    bundle.put(&format!("data/found/{name}.csv"), &csv_of(values)?)
}

/// A row for each value, a column for each field, in the order in which they first appear; what is not a plain value
/// stands as JSON.
fn csv_of<T: Serialize>(values: &[T]) -> Result<Vec<u8>> {
    let rows: Vec<Value> = values.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
    let mut columns: Vec<&str> = Vec::new();
    for name in rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys()) {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    if !columns.is_empty() {
        out.write_record(&columns)?;
    }
    for row in &rows {
        out.write_record(columns.iter().map(|column| cell(row.get(column).unwrap_or(&Value::Null))))?;
    }
    out.into_inner().map_err(|error| error.into_error()).context("writing a table")
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => without_formula(text),
        Value::Array(_) | Value::Object(_) => without_formula(&value.to_string()),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
fn without_formula(text: &str) -> String {
    let begins = text.trim_start_matches([' ', '\u{feff}', '\u{a0}']);
    if begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_table_has_a_column_for_every_field_and_no_cell_is_a_formula() {
        let rows = [json!({"a": "=HYPERLINK(\"x\")", "n": -1}), json!({"b": [1], "a": " +1"})];
        let csv = String::from_utf8(csv_of(&rows).unwrap()).unwrap();
        assert_eq!(csv, "a,n,b\r\n\"'=HYPERLINK(\"\"x\"\")\",-1,\r\n' +1,,[1]\r\n");
        assert!(csv_of::<Value>(&[]).unwrap().is_empty());
    }
}
