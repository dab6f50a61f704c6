//! What the REST API serves: documents of a merchant, resource by resource. They begin as the fixtures say, and change by
//! requests.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Map, Value};

use crate::failure::{Failure, Result};
use crate::state::fixtures::Fixtures;

/// A document: its fields, its id among them.
pub type Document = Map<String, Value>;

/// One merchant's documents of one resource.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// The merchant.
    pub merchant: &'a str,
    /// The resource's name.
    pub resource: &'a str,
}

impl Shelf<'_> {
    /// Puts what the fixtures have on a shelf that was never used. Call it inside a transaction.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn prepare(&self, connection: &Connection, fixtures: &Fixtures) -> Result<()> {
        let new = connection.execute(
            "INSERT INTO shelves (merchant, resource) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            [self.merchant, self.resource],
        )?;
        if new == 1 {
            for document in fixtures.of(self.merchant, self.resource) {
                self.put(connection, &document)?;
            }
        }
        Ok(())
    }

    /// All of them, in the order in which they came.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn all(&self, connection: &Connection) -> Result<Vec<Document>> {
        let mut statement = connection.prepare(
            "SELECT document FROM documents WHERE merchant = ?1 AND resource = ?2 ORDER BY number",
        )?;
        let texts = statement.query_map([self.merchant, self.resource], |row| {
            row.get::<_, String>(0)
        })?;
        texts.map(|text| read(&text?)).collect()
    }

    /// The one of this id.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn find(&self, connection: &Connection, id: &str) -> Result<Option<Document>> {
        let text: Option<String> = connection
            .query_row(
                "SELECT document FROM documents WHERE merchant = ?1 AND resource = ?2 AND id = ?3",
                [self.merchant, self.resource, id],
                |row| row.get(0),
            )
            .optional()
            .map_err(Failure::from)?;
        text.as_deref().map(read).transpose()
    }

    /// Keeps a document under a new id, which it gets; no merchant has another of the same.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn add(&self, connection: &Connection, document: &mut Document) -> Result<()> {
        let id: i64 = connection.query_row(
            "SELECT coalesce(max(CAST(id AS INTEGER)), 0) + 1 FROM documents WHERE resource = ?1",
            [self.resource],
            |row| row.get(0),
        )?;
        document.insert("id".to_owned(), id.into());
        self.put(connection, document)
    }

    /// Keeps a document under its id, in the place of the one that is there.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn put(&self, connection: &Connection, document: &Document) -> Result<()> {
        connection.execute(
            "INSERT INTO documents (merchant, resource, id, document) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (merchant, resource, id) DO UPDATE SET document = excluded.document",
            params![
                self.merchant,
                self.resource,
                id_of(document),
                Value::Object(document.clone()).to_string()
            ],
        )?;
        Ok(())
    }

    /// Removes the one of this id; false where there is none.
    ///
    /// # Errors
    /// When the state cannot be written.
    pub fn remove(&self, connection: &Connection, id: &str) -> Result<bool> {
        let found = connection.execute(
            "DELETE FROM documents WHERE merchant = ?1 AND resource = ?2 AND id = ?3",
            [self.merchant, self.resource, id],
        )?;
        Ok(found == 1)
    }
}

/// A document's id as it stands in a path.
#[must_use]
pub fn id_of(document: &Document) -> String {
    match document.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(id) => id.to_string(),
        None => String::new(),
    }
}

fn read(text: &str) -> Result<Document> {
    serde_json::from_str(text)
        .map_err(|error| Failure::Refused(format!("a document in the state is damaged: {error}")))
}
