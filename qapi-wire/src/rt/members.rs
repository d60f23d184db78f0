//! The members of one object on their way in: the source they come from, and the unions above that take theirs out.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess,
    Visitor,
};

use super::slot::Values;
use super::table::Table;
use crate::decode::{Node, NodeDeserializer};

/// Where members come from: those that a union had to keep because its tag came late, then the rest of the map.
pub(crate) struct Source<'de, A> {
    map: A,
    /// Whether the map has ended: it is not asked again.
    ended: bool,
    /// Mostly there are none, which one look tells.
    kept: Option<Box<Kept<'de>>>,
}

/// Members that were kept and not yet asked for.
#[derive(Default)]
struct Kept<'de> {
    members: VecDeque<(Cow<'de, str>, Node<'de>)>,
    /// The value of the key that was read last, if that one was kept.
    current: Option<Node<'de>>,
}

impl<'de, A: MapAccess<'de>> Source<'de, A> {
    pub(crate) fn new(map: A) -> Self {
        Self {
            map,
            ended: false,
            kept: None,
        }
    }

    /// The value of the member whose key was read last.
    #[inline]
    pub(crate) fn value<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        self.value_seed(std::marker::PhantomData)
    }

    #[inline]
    pub(crate) fn value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, A::Error> {
        match self.current() {
            None => self.map.next_value_seed(seed),
            Some(node) => seed
                .deserialize(NodeDeserializer::lenient(&node))
                .map_err(A::Error::custom),
        }
    }

    /// The value of the key that was read last, if that one was kept.
    #[inline]
    fn current(&mut self) -> Option<Node<'de>> {
        self.kept.as_mut()?.current.take()
    }

    /// The next key of the map: whether there is one.
    #[inline]
    fn key<S: DeserializeSeed<'de, Value = ()>>(&mut self, seed: S) -> Result<bool, A::Error> {
        if self.ended {
            return Ok(false);
        }
        let key = self.map.next_key_seed(seed)?;
        self.ended = key.is_none();
        Ok(!self.ended)
    }

    /// The next of the members that were kept: its name.
    #[inline]
    fn kept_name(&mut self) -> Option<Cow<'de, str>> {
        let kept = self.kept.as_mut()?;
        let (name, node) = kept.members.pop_front()?;
        kept.current = Some(node);
        Some(name)
    }

    /// Refuses the current value: its member was there before.
    pub(crate) fn refuse_duplicate(&mut self) -> Result<(), A::Error> {
        struct Refusal;
        impl<'de> DeserializeSeed<'de> for Refusal {
            type Value = ();
            fn deserialize<D: Deserializer<'de>>(self, _: D) -> Result<(), D::Error> {
                Err(D::Error::custom("duplicate member"))
            }
        }
        self.value_seed(Refusal)
    }

    /// Puts members back in front of what is still to come.
    pub(crate) fn put_back(&mut self, members: Vec<(Cow<'de, str>, Node<'de>)>) {
        if members.is_empty() {
            return;
        }
        let kept = self.kept.get_or_insert_default();
        for member in members.into_iter().rev() {
            kept.members.push_front(member);
        }
    }
}

impl<'de, A: MapAccess<'de>> Values for Source<'de, A> {
    type Error = A::Error;

    #[inline]
    fn value<T: DeserializeOwned>(&mut self) -> Result<T, A::Error> {
        self.value_seed(std::marker::PhantomData)
    }
}

/// Whose member a key is.
#[derive(Clone, Copy)]
pub(crate) enum Key {
    /// Of the object that is being read.
    Own(usize),
    /// Of a union above: how many levels beyond the nearest, and which member.
    Above(usize, usize),
    /// Of none.
    Other,
}

/// A union whose branch is being read: it takes its own members out of the branch's.
pub(crate) trait Above<'de, A: MapAccess<'de>> {
    /// Finds a member of this union, or of one above it, by its name.
    fn find(&self, name: &str) -> Option<(usize, usize)>;
    /// Takes the value that the source stands at, of the member that was found.
    fn fill(
        &mut self,
        level: usize,
        index: usize,
        source: &mut Source<'de, A>,
    ) -> Result<(), A::Error>;
}

/// The members of one object, as its `read` gets them.
pub(crate) struct Members<'p, 'de, A: MapAccess<'de>> {
    pub(crate) source: &'p mut Source<'de, A>,
    pub(crate) above: Option<&'p mut (dyn Above<'de, A> + 'p)>,
}

impl<'de, A: MapAccess<'de>> Members<'_, 'de, A> {
    /// The next key.
    #[inline]
    pub(crate) fn key(
        &mut self,
        table: &'static Table,
        hint: usize,
    ) -> Result<Option<Key>, A::Error> {
        let above = self.above.as_deref();
        let names = Known { table, hint, above };
        if let Some(name) = self.source.kept_name() {
            return Ok(Some(names.find(&name).unwrap_or(Key::Other)));
        }
        let mut key = Key::Own(hint);
        let seed = KeySeed {
            next: table.names.get(hint).copied(),
            names: &names,
            key: &mut key,
        };
        Ok(self.source.key(seed)?.then_some(key))
    }

    /// The next key, with its name if nobody knows it. `tag` is a member that had better come first.
    pub(crate) fn key_or_name(
        &mut self,
        table: &'static Table,
        hint: usize,
        tag: Option<&'static str>,
        name: &mut Cow<'de, str>,
    ) -> Result<Option<Key>, A::Error> {
        let above = self.above.as_deref();
        let names = Known { table, hint, above };
        if let Some(kept) = self.source.kept_name() {
            return Ok(Some(names.find(&kept).unwrap_or_else(|| {
                *name = kept;
                Key::Other
            })));
        }
        let mut key = Key::Other;
        let seed = NameSeed {
            names,
            tag,
            name,
            key: &mut key,
        };
        Ok(self.source.key(seed)?.then_some(key))
    }

    /// Gives the current value to a union above.
    pub(crate) fn fill_above(&mut self, level: usize, index: usize) -> Result<(), A::Error> {
        match self.above.as_deref_mut() {
            Some(above) => above.fill(level, index, self.source),
            None => self.skip(),
        }
    }

    /// Passes over the current value. Strict decoding refuses here.
    pub(crate) fn skip(&mut self) -> Result<(), A::Error> {
        self.source.value::<IgnoredAny>().map(|_| ())
    }
}

/// The names that somebody knows.
struct Known<'k, 'de, A> {
    table: &'static Table,
    hint: usize,
    above: Option<&'k (dyn Above<'de, A> + 'k)>,
}

impl<'de, A: MapAccess<'de>> Known<'_, 'de, A> {
    // Not part of what parses keys, which is to stay small.
    #[inline(never)]
    fn find(&self, name: &str) -> Option<Key> {
        match self.table.find(name, self.hint) {
            Some(index) => Some(Key::Own(index)),
            None => self
                .above?
                .find(name)
                .map(|(level, index)| Key::Above(level, index)),
        }
    }
}

/// Finds out whose member a key is, without copying the name. What it finds goes to a place of its own: results that
/// pass through the deserializer are best small.
struct KeySeed<'k, 'de, A> {
    /// The name that the key most likely has; if it has, `key` is right as it is.
    next: Option<&'static str>,
    names: &'k Known<'k, 'de, A>,
    key: &'k mut Key,
}

impl<'de, A: MapAccess<'de>> DeserializeSeed<'de> for KeySeed<'_, 'de, A> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<(), D::Error> {
        key.deserialize_identifier(self)
    }
}

impl<'de, A: MapAccess<'de>> Visitor<'de> for KeySeed<'_, 'de, A> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        if self.next != Some(name) {
            *self.key = self.names.find(name).unwrap_or(Key::Other);
        }
        Ok(())
    }
}

/// The same, and keeps a name that nobody knows.
struct NameSeed<'k, 'de, A> {
    names: Known<'k, 'de, A>,
    tag: Option<&'static str>,
    name: &'k mut Cow<'de, str>,
    key: &'k mut Key,
}

impl<'de, A: MapAccess<'de>> DeserializeSeed<'de> for NameSeed<'_, 'de, A> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<(), D::Error> {
        match self.tag {
            // This crate's own deserializer takes the name for a wish: it moves that member to the front.
            Some(tag) => key.deserialize_newtype_struct(tag, self),
            None => key.deserialize_identifier(self),
        }
    }
}

impl<'de, A: MapAccess<'de>> Visitor<'de> for NameSeed<'_, 'de, A> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, key: D) -> Result<(), D::Error> {
        key.deserialize_identifier(self)
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<(), E> {
        match self.names.find(name) {
            Some(key) => *self.key = key,
            None => *self.name = Cow::Borrowed(name),
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        match self.names.find(name) {
            Some(key) => *self.key = key,
            None => *self.name = Cow::Owned(name.to_owned()),
        }
        Ok(())
    }
}
