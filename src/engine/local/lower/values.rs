//! Values, dates and numbers to queries of the local engine: they filter, and add nothing to a score.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, Query, RangeQuery};

use super::{Lowering, all_of, any_of, filter};
use crate::engine::local::beside::{QuotesOfQuery, RowsQuery, Wanted};
use crate::engine::local::forms::FormsQuery;
use crate::engine::local::selector::value_selector;
use crate::engine::local::stretches::Stretch;
use crate::error::Result;
use crate::query::Node;
use crate::query::tree::{DateSpan, NumberRange, Text, Undated, Value, Word};
use crate::schema::documents::day_number;
use crate::schema::tantivy::engine_field;
use crate::schema::{DocumentKind, FieldType};

impl Lowering<'_> {
    pub(super) fn value(&self, value: &Value) -> Result<Box<dyn Query>> {
        let (place, field) = self.field(&value.field)?;
        if field.kind == FieldType::Name {
            let names = value.values.iter().map(|name| Text {
                fields: vec![value.field.clone()],
                words: vec![Word::Plain(name.clone())],
                slop: 0,
                span: None,
            });
            return self.or(&names.map(Node::Text).collect::<Vec<_>>());
        }
        let selector = value_selector(&value.values, value.pattern);
        if self.find == DocumentKind::Quote {
            return Ok(Box::new(RowsQuery { field: field.name.clone(), wanted: Wanted::Keywords(selector) }));
        }
        Ok(Box::new(FormsQuery { field: engine_field(place), selector, scored: None }))
    }

    pub(super) fn date(&self, span: &DateSpan) -> Result<Box<dyn Query>> {
        Ok(match span.undated {
            Undated::Only => self.undated()?,
            Undated::Exclude => self.inside(span)?,
            Undated::Include => any_of(vec![self.inside(span)?, self.undated()?]),
        })
    }

    /// Documents without a date.
    fn undated(&self) -> Result<Box<dyn Query>> {
        self.of_articles(|articles| Ok(articles.not(articles.has("date")?)))
    }

    /// Documents whose whole span of days lies inside `span`.
    fn inside(&self, span: &DateSpan) -> Result<Box<dyn Query>> {
        let (first, last) = (span.first.map(day_number), span.last.map(day_number));
        self.of_articles(|articles| {
            let begins = articles.range("date", first, last)?;
            let Some(last) = last.filter(|_| articles.has_vague_days) else { return Ok(begins) };
            let ends_later = articles.range("day_last", last.checked_add(1), None)?;
            Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, begins), (Occur::MustNot, ends_later)])))
        })
    }

    /// A condition on articles, or on the quotes of such articles.
    fn of_articles(&self, condition: impl FnOnce(&Self) -> Result<Box<dyn Query>>) -> Result<Box<dyn Query>> {
        if self.find != DocumentKind::Quote {
            return condition(self);
        }
        let lowering = self.beside(DocumentKind::Article);
        let kind = all_of(self.schema, DocumentKind::Article);
        let articles = Box::new(BooleanQuery::intersection(vec![kind, condition(&lowering)?]));
        Ok(Box::new(QuotesOfQuery { articles }))
    }

    pub(super) fn number(&self, range: &NumberRange) -> Result<Box<dyn Query>> {
        if self.find == DocumentKind::Quote {
            let (_, field) = self.field(&range.field)?;
            let wanted = Wanted::Between(range.min.unwrap_or(i64::MIN), range.max.unwrap_or(i64::MAX));
            return Ok(Box::new(RowsQuery { field: field.name.clone(), wanted }));
        }
        self.range(&range.field, range.min, range.max)
    }

    fn range(&self, name: &str, min: Option<i64>, max: Option<i64>) -> Result<Box<dyn Query>> {
        let (place, _) = self.field(name)?;
        let bound = |value: Option<i64>| match value {
            Some(value) => Bound::Included(Term::from_field_i64(engine_field(place), value)),
            None => Bound::Unbounded,
        };
        if min.is_none() && max.is_none() {
            return self.has(name);
        }
        Ok(filter(Box::new(RangeQuery::new(bound(min), bound(max)))))
    }

    pub(super) fn has(&self, name: &str) -> Result<Box<dyn Query>> {
        let (_, field) = self.field(name)?;
        if matches!(field.kind, FieldType::Number | FieldType::Share) {
            // Nothing of what is counted or measured is 0.
            return self.number(&NumberRange { field: name.to_owned(), min: Some(1), max: None });
        }
        if self.find == DocumentKind::Quote {
            // What every quote has is not counted.
            return Ok(match Stretch::of_field(name).and_then(Stretch::counted_by) {
                Some(counted) => Box::new(RowsQuery { field: counted.into(), wanted: Wanted::Some }),
                None => self.everything(),
            });
        }
        let (place, _) = self.field("has")?;
        let selector = value_selector(std::slice::from_ref(&field.name), false);
        Ok(Box::new(FormsQuery { field: engine_field(place), selector, scored: None }))
    }
}
