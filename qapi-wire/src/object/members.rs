//! The members of one object to be read: their source, and the unions around the object, which take
//! their own members.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess,
    Visitor,
};

use super::slot::Values;
use super::table::Table;
use crate::decode::{Node, NodeDeserializer, Problem, REFUSE_DUPLICATE};

/// The source of members: first those that a union kept because its discriminator came late, then
/// the rest of the map.
pub(crate) struct Source<'de, A> {
    map: A,
    /// `true` if the map has ended. Serde does not define the result of reading after the end.
    ended: bool,
    /// Usually `None`, which costs one comparison.
    kept: Option<Box<Kept<'de>>>,
}

/// Members that were kept and not yet read.
#[derive(Default)]
struct Kept<'de> {
    members: VecDeque<(Cow<'de, str>, Node<'de>)>,
    /// The value of the last key, if it was kept.
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

    /// Reads the value of the member whose key was read last.
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

    /// Takes the value of the last key, if it was kept.
    #[inline]
    fn current(&mut self) -> Option<Node<'de>> {
        self.kept.as_mut()?.current.take()
    }

    /// Reads the next key of the map; returns whether there is one.
    #[inline]
    fn key<S: DeserializeSeed<'de, Value = ()>>(&mut self, seed: S) -> Result<bool, A::Error> {
        if self.ended {
            return Ok(false);
        }
        let key = self.map.next_key_seed(seed)?;
        self.ended = key.is_none();
        Ok(!self.ended)
    }

    /// Takes the next of the members that were kept; returns its name.
    #[inline]
    fn kept_name(&mut self) -> Option<Cow<'de, str>> {
        let kept = self.kept.as_mut()?;
        let (name, node) = kept.members.pop_front()?;
        kept.current = Some(node);
        Some(name)
    }

    /// Refuses the current value, because its member is repeated.
    pub(crate) fn refuse_duplicate(&mut self) -> Result<(), A::Error> {
        self.value_seed(Duplicate)
    }

    /// Puts members back before those that are still to be read.
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

/// Refuses a repeated member.
struct Duplicate;

impl<'de> DeserializeSeed<'de> for Duplicate {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_newtype_struct(REFUSE_DUPLICATE, self)
    }
}

impl<'de> Visitor<'de> for Duplicate {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no second member of this name")
    }

    // Every deserializer except this crate's calls this. This crate's fails by itself.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, _: D) -> Result<(), D::Error> {
        Err(D::Error::custom(Problem::Duplicate))
    }
}

/// The owner of a member, found by its key.
#[derive(Clone, Copy)]
pub(crate) enum Key {
    /// The object that is being read, with the index of the member.
    Own(usize),
    /// A union around it, with the number of unions in between and the index of the member.
    Above(usize, usize),
    /// No table has the member.
    Other,
}

/// A union whose branch is being read, and which takes its own members from the branch's.
pub(crate) trait Above<'de, A: MapAccess<'de>> {
    /// Finds a member of this union, or of one around it, by its name.
    fn find(&self, name: &str) -> Option<(usize, usize)>;
    /// Reads the current value of the source into the member that was found.
    fn fill(
        &mut self,
        level: usize,
        index: usize,
        source: &mut Source<'de, A>,
    ) -> Result<(), A::Error>;
}

/// The members of one object, as [`Object::read`](super::Object::read) gets them.
pub(crate) struct Members<'p, 'de, A: MapAccess<'de>> {
    pub(crate) source: &'p mut Source<'de, A>,
    pub(crate) above: Option<&'p mut (dyn Above<'de, A> + 'p)>,
}

impl<'de, A: MapAccess<'de>> Members<'_, 'de, A> {
    /// Reads the next key.
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

    /// Reads the next key, and its name if no table has it. `tag` is the member to read first.
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

    /// Passes the current value to a union around the object.
    pub(crate) fn fill_above(&mut self, level: usize, index: usize) -> Result<(), A::Error> {
        match self.above.as_deref_mut() {
            Some(above) => above.fill(level, index, self.source),
            None => self.skip(),
        }
    }

    /// Skips the current value, which is an error in strict decoding.
    pub(crate) fn skip(&mut self) -> Result<(), A::Error> {
        self.source.value::<IgnoredAny>().map(|_| ())
    }
}

/// The names in the tables of the object and of the unions around it.
struct Known<'k, 'de, A> {
    table: &'static Table,
    hint: usize,
    above: Option<&'k (dyn Above<'de, A> + 'k)>,
}

impl<'de, A: MapAccess<'de>> Known<'_, 'de, A> {
    // Never inlined into the code that parses keys, which is faster if it is small.
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

/// Finds the owner of a member by its key, without copying the name. The result is written to
/// `key`: a result that passes through the deserializer should be small.
struct KeySeed<'k, 'de, A> {
    /// The most likely name of the key. If it matches, `key` is already right.
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

/// Finds the owner as [`KeySeed`] does, and keeps a name that no table has.
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
            // This crate's own deserializer reads the name as a request, and gives that member
            // first.
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
