//! A program that imports all items keeps Rust's names of the prelude and of the primitive types.

#![expect(unused_imports, reason = "no name that the program uses is of an item")]

use compiled_tests::names_of_rust::commands::*;
use compiled_tests::names_of_rust::events::*;
use compiled_tests::names_of_rust::*;

/// Uses each name of the prelude that an item could replace.
fn shout<T, F>(text: T, f: F) -> Result<Option<String>, Box<str>>
where
    T: Into<String> + AsRef<str> + ToString + Clone + Send + Sync + Sized + Unpin + PartialEq + Eq,
    T: PartialOrd + Ord + From<String> + TryInto<String> + TryFrom<String> + Default + ToOwned,
    F: Fn(char) -> String + FnMut(char) -> String + FnOnce(char) -> String + Copy,
{
    let words: Vec<String> = text.as_ref().chars().map(f).collect();
    if words.is_empty() {
        return Err(Box::from("empty"));
    }
    let words: u64 = std::convert::identity(words.len() as u64);
    Ok(Some(words.to_string())
        .filter(|_| core::mem::size_of::<i8>() == 1)
        .or(None))
}

#[test]
fn names_of_the_prelude_are_rusts() {
    let shouted = shout(String::from("ab"), |c: char| c.to_string());
    assert_eq!(shouted, Ok(Some(String::from("2"))));
    assert!(shout(String::new(), |c: char| c.to_string()).is_err());
    struct Guard(i32);
    impl Drop for Guard {
        fn drop(&mut self) {
            self.0 -= 1;
        }
    }
    impl AsMut<i32> for Guard {
        fn as_mut(&mut self) -> &mut i32 {
            &mut self.0
        }
    }
    assert_eq!(*Guard(1).as_mut(), 1);
    fn is_future<F: Future + IntoFuture>(_: &F) {}
    is_future(&async {});
    fn is_async<A: AsyncFn(), B: AsyncFnMut(), C: AsyncFnOnce()>(_: (A, B, C)) {}
    is_async((async || {}, async || {}, async || {}));
    fn is_iterator<I: DoubleEndedIterator + ExactSizeIterator + Iterator + IntoIterator>(_: I) {}
    is_iterator([1_u8].iter());
    let mut list: Vec<f64> = FromIterator::from_iter([1.0]);
    Extend::extend(&mut list, [2.0]);
    assert_eq!(list.len(), 2);
}

#[test]
fn items_with_such_names_have_a_line_behind() {
    use compiled_tests::names_of_rust::{self as types, commands, events};

    let vector = types::Vec_::new().with_x("x");
    assert_eq!(commands::Drop_(vector.clone()), commands::Drop_(vector));
    let bytes = vec![types::u8_::new()];
    assert_eq!(events::Send_::new(bytes).x, [types::u8_::default()]);
    assert_eq!(types::String_::new(), types::String_::default());
    let _: [types::rt_; 1] = serde_json::from_str("[{}]").unwrap();
}
