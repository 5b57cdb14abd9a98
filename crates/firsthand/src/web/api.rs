//! The desk for programs: the same JSON that `show … --json` prints, and a description of it made from the table of routes.

use super::answer::Answer;
use super::people::Role;
use super::routes::ROUTES;
use super::visit::Visit;
use crate::commands::show::items::lines_of;
use anyhow::Result;
use archive::desk::KeptList;
use axum::http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Rows of a page when the query does not say.
const ROWS: usize = 100;
/// No list of a case is longer.
const OFFSET_AT_MOST: usize = 1 << 31;
/// Rows of a page at most.
const ROWS_AT_MOST: usize = 1_000;

/// A page of a list.
#[derive(Serialize)]
struct Page<'r, T> {
    total: u64,
    offset: u64,
    rows: &'r [T],
}

/// A page of what the index keeps whole; `T` is what the list holds.
fn page<T: Serialize + DeserializeOwned>(visit: &Visit, list: KeptList) -> Result<Answer> {
    let (offset, limit) = match extent(visit) {
        Ok(extent) => extent,
        Err(words) => return problem(StatusCode::BAD_REQUEST, words),
    };
    let part = visit.lists()?.kept_page::<T>(list, offset as u64, limit as u32)?;
    Answer::json(&Page { total: part.n_all, offset: offset as u64, rows: &part.rows })
}

/// Offset and limit that the query asks for.
fn extent(visit: &Visit) -> Result<(usize, usize), &'static str> {
    let number = |name: &str, missing: usize| visit.asked(name).map_or(Some(missing), |text| text.parse().ok());
    let (Some(offset), Some(limit)) = (number("offset", 0), number("limit", ROWS)) else {
        return Err("offset and limit are whole numbers from 0");
    };
    match (offset <= OFFSET_AT_MOST, (1..=ROWS_AT_MOST).contains(&limit)) {
        (true, true) => Ok((offset, limit)),
        (false, _) => Err("no list is so long"),
        _ => Err("limit is 1 to 1000"),
    }
}

/// What went wrong, as RFC 9457 has it.
fn problem(status: StatusCode, detail: &str) -> Result<Answer> {
    let body = json!({ "type": "about:blank", "status": status.as_u16(), "title": status.canonical_reason(), "detail": detail });
    Ok(Answer::Data(status, "application/problem+json", serde_json::to_vec(&body)?))
}

/// `GET /api/v1/items`.
pub fn items(visit: &Visit) -> Result<Answer> {
    let case = visit.reading()?;
    let (offset, limit) = match extent(visit) {
        Ok(extent) => extent,
        Err(words) => return problem(StatusCode::BAD_REQUEST, words),
    };
    let lines = lines_of(&case, case.items_from(offset as u64, limit)?, &visit.decisions()?)?;
    Answer::json(&Page { total: case.n_items()?, offset: offset as u64, rows: &lines })
}

/// `GET /api/v1/items/{item}`.
pub fn item(visit: &Visit) -> Result<Answer> {
    let case = visit.reading()?;
    match case.item(visit.value(0))? {
        Some(item) => Answer::json(&lines_of(&case, vec![item], &visit.decisions()?)?[0]),
        None => problem(StatusCode::NOT_FOUND, "there is no such item"),
    }
}

/// `GET /api/v1/claims`.
pub fn claims(visit: &Visit) -> Result<Answer> {
    page::<model::Claim>(visit, KeptList::Claims)
}

/// `GET /api/v1/origins`.
pub fn origins(visit: &Visit) -> Result<Answer> {
    page::<model::Origin>(visit, KeptList::Origins)
}

/// `GET /api/v1/matches`.
pub fn matches(visit: &Visit) -> Result<Answer> {
    page::<model::Match>(visit, KeptList::Matches)
}

/// `GET /api/v1/statements`: those of readers stay out of lists, as everywhere (invariant 12).
pub fn statements(visit: &Visit) -> Result<Answer> {
    page::<model::Statement>(visit, KeptList::Statements)
}

/// `GET /api/v1/decisions`.
pub fn decisions(visit: &Visit) -> Result<Answer> {
    let (offset, limit) = match extent(visit) {
        Ok(extent) => extent,
        Err(words) => return problem(StatusCode::BAD_REQUEST, words),
    };
    let all = visit.decisions()?;
    let rows = &all[offset.min(all.len())..offset.saturating_add(limit).min(all.len())];
    Answer::json(&Page { total: all.len() as u64, offset: offset as u64, rows })
}

/// `GET /api/v1/findings`.
pub fn findings(visit: &Visit) -> Result<Answer> {
    page::<model::Finding>(visit, KeptList::Findings)
}

/// `GET /api/v1/openapi.json`.
pub fn description(_visit: &Visit) -> Result<Answer> {
    Answer::json(&openapi())
}

/// OpenAPI 3.1 of all routes that have a purpose for programs.
fn openapi() -> Value {
    let mut paths = serde_json::Map::new();
    for route in ROUTES.iter().filter(|route| !route.about.is_empty()) {
        let parts = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let in_path = parts.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "minLength": 1 } }));
        let is_list = !route.path.contains('{') && !route.path.ends_with(".json");
        let whole = |name: &str, least: usize, most: usize| json!({ "name": name, "in": "query", "required": false, "schema": { "type": "integer", "minimum": least, "maximum": most } });
        let in_query = [whole("offset", 0, OFFSET_AT_MOST), whole("limit", 1, ROWS_AT_MOST)];
        let parameters: Vec<Value> = in_path.chain(in_query.into_iter().filter(|_| is_list)).collect();
        let schema = if is_list { json!({ "$ref": "#/components/schemas/Page" }) } else { json!({ "type": "object" }) };
        let problem = json!({ "description": "What went wrong.", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } });
        let words = json!({ "description": "What went wrong.", "content": { "text/plain": { "schema": { "type": "string" } } } });
        let mut responses = serde_json::Map::new();
        responses.insert(
            "200".to_owned(),
            json!({ "description": "Found.", "content": { "application/json": { "schema": schema } } }),
        );
        responses.insert("401".to_owned(), words.clone());
        responses.insert("403".to_owned(), words);
        if is_list {
            responses.insert("400".to_owned(), problem.clone())
        } else {
            responses.insert("404".to_owned(), problem)
        };
        let operation = json!({
            "summary": route.about,
            "operationId": route.path.trim_start_matches("/api/v1/").replace(['/', '{', '}', '.'], "_"),
            "parameters": parameters,
            "responses": responses,
            "x-role": role_words(route.needs),
        });
        paths.insert(route.path.to_owned(), json!({ "get": operation }));
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Firsthand desk", "version": env!("CARGO_PKG_VERSION"), "description": "The case as `firsthand show CASE … --json` prints it. Fields are described in docs/formats." },
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": {
                "Page": { "type": "object", "required": ["total", "offset", "rows"], "properties": {
                    "total": { "type": "integer" }, "offset": { "type": "integer" }, "rows": { "type": "array", "items": { "type": "object" } } } },
                "Problem": { "type": "object", "required": ["status", "detail"], "properties": {
                    "type": { "type": "string" }, "status": { "type": "integer" }, "title": { "type": "string" }, "detail": { "type": "string" } } },
            },
        },
    })
}

fn role_words(role: Role) -> &'static str {
    role.key()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_for_programs_is_described() {
        let described = openapi();
        let n = ROUTES.iter().filter(|route| route.path.starts_with("/api/")).count();
        assert_eq!(described["paths"].as_object().map(|paths| paths.len()), Some(n));
        assert_eq!(described["openapi"], "3.1.0");
        for route in ROUTES.iter().filter(|route| route.path.starts_with("/api/")) {
            assert!(!route.about.is_empty() && route.method == "GET", "{}", route.path);
        }
    }
}
