//! The tuples of up to sixteen members.

/// Calls a macro once for each tuple: for each of its elements with a name of a type, one of a value, and its index.
macro_rules! tuples {
    ($macro:ident) => {
        // A module, for the names: those of types are values, too.
        #[allow(non_snake_case, unused_variables, reason = "names that serve twice; a tuple of nothing")]
        mod tuples {
            use super::*;
            $crate::rt::tuples!($macro:;
                A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, J j 8, K k 9, L l 10, N n 11, O o 12,
                P p 13, Q q 14, T t 15,);
        }
    };
    ($macro:ident: $($element:ident $value:ident $index:tt),*;) => {
        $macro!($($element $value $index),*);
    };
    ($macro:ident: $($element:ident $value:ident $index:tt),*; $next:ident $name:ident $place:tt, $($more:tt)*) => {
        $macro!($($element $value $index),*);
        $crate::rt::tuples!($macro: $($element $value $index,)* $next $name $place; $($more)*);
    };
}
pub(super) use tuples;
