//! Conditions of QEMU 3.0 to 6.1: `defined(A) && !defined(B)`, and lists of such strings.
//!
//! They are parsed into the same tree as the modern form: `&&` is `all`, `||` is `any`, `!` is
//! `not`, and a list means all of its conditions.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::space0;
use nom::combinator::{all_consuming, verify};
use nom::sequence::delimited;
use nom::{IResult, Parser};

use crate::limits;
use crate::schema::Condition;

type Parsed<'a> = IResult<&'a str, Condition, ()>;

/// Parses a string of the older form. Returns `None` if it is not of that form.
pub(crate) fn parse(text: &str) -> Option<Condition> {
    let (_, condition) = all_consuming(|input| infix(input, 0)).parse(text).ok()?;
    Some(condition)
}

/// Returns the conjunction of several conditions.
pub(super) fn all(mut conditions: Vec<Condition>) -> Option<Condition> {
    match conditions.len() {
        0 | 1 => conditions.pop(),
        _ => Some(Condition::All(conditions)),
    }
}

/// Returns the modern form of a condition, as it is written in a schema.
pub(super) fn modern(condition: &Condition) -> String {
    let list = |word: &str, list: &[Condition]| {
        let list: Vec<String> = list.iter().map(modern).collect();
        format!("{{ '{word}': [ {} ] }}", list.join(", "))
    };
    match condition {
        Condition::Config(name) => format!("'{name}'"),
        Condition::All(all) => list("all", all),
        Condition::Any(any) => list("any", any),
        Condition::Not(inner) => format!("{{ 'not': {} }}", modern(inner)),
    }
}

/// Parses `a || b`, where each operand may be `a && b`.
fn infix(input: &str, depth: usize) -> Parsed<'_> {
    chain(input, "||", Condition::Any, |input| {
        chain(input, "&&", Condition::All, |input| unary(input, depth))
    })
}

/// Parses one operand, or more with a sign between them.
fn chain<'a>(
    input: &'a str,
    sign: &str,
    join: fn(Vec<Condition>) -> Condition,
    operand: impl Fn(&'a str) -> Parsed<'a>,
) -> Parsed<'a> {
    let (mut rest, first) = operand(input)?;
    let mut operands = vec![first];
    while let Some(behind) = rest.strip_prefix(sign) {
        let (behind, next) = operand(behind)?;
        operands.push(next);
        rest = behind;
    }
    let single = if operands.len() == 1 {
        operands.pop()
    } else {
        None
    };
    Ok((rest, single.unwrap_or_else(|| join(operands))))
}

/// Parses a name, `defined(NAME)`, `!a`, or `(a)`, with white space around. The depth is bounded.
fn unary(input: &str, depth: usize) -> Parsed<'_> {
    if depth > limits::NESTING {
        return Err(nom::Err::Failure(()));
    }
    let nested = |input| infix(input, depth + 1);
    let negated = |input| {
        let (rest, _) = tag("!")(input)?;
        let (rest, inner) = unary(rest, depth + 1)?;
        Ok((rest, Condition::Not(Box::new(inner))))
    };
    delimited(
        space0,
        alt((
            negated,
            defined,
            delimited(tag("("), nested, tag(")")),
            config,
        )),
        space0,
    )
    .parse(input)
}

fn defined(input: &str) -> Parsed<'_> {
    let (rest, _) = (tag("defined"), space0).parse(input)?;
    alt((
        delimited((tag("("), space0), config, (space0, tag(")"))),
        config,
    ))
    .parse(rest)
}

fn config(input: &str) -> Parsed<'_> {
    let name = take_while1(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let (rest, name) = verify(name, |name: &str| {
        !name.starts_with(|c: char| c.is_ascii_digit()) && name != "defined"
    })
    .parse(input)?;
    Ok((rest, Condition::Config(name.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        parse(text).map(|condition| modern(&condition))
    }

    #[test]
    fn older_conditions_become_trees() {
        let same =
            |older: &str, new: &str| assert_eq!(shown(older).as_deref(), Some(new), "{older}");
        same("defined(A)", "'A'");
        same("defined A", "'A'");
        same("!defined(A)", "{ 'not': 'A' }");
        same(
            "defined(A) && !defined(B)",
            "{ 'all': [ 'A', { 'not': 'B' } ] }",
        );
        same(
            "defined(A)||defined( B )&&C",
            "{ 'any': [ 'A', { 'all': [ 'B', 'C' ] } ] }",
        );
        same(
            "!(defined(A) || defined(B))",
            "{ 'not': { 'any': [ 'A', 'B' ] } }",
        );
        for wrong in [
            "",
            "defined()",
            "A &&",
            "A B",
            "1",
            "defined(A",
            "A & B",
            "lower < 2",
        ] {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        assert_eq!(
            parse(&format!("{}A{}", "(".repeat(200_000), ")".repeat(200_000))),
            None
        );
        assert_eq!(parse(&format!("{}A", "!".repeat(200_000))), None);
        assert!(parse(&format!("{}A{}", "(".repeat(50), ")".repeat(50))).is_some());
    }
}
