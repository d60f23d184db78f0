//! The tuples of up to sixteen members.

/// Calls a macro once for each tuple, with three tokens for each element: the name of a type, the
/// name of a value, and the index.
macro_rules! tuples {
    ($macro:ident) => {
        // This is a module so that one attribute covers all: names of types also name values.
        #[allow(non_snake_case, unused_variables, reason = "names that are used twice; the empty tuple")]
        mod tuples {
            use super::*;
            $crate::object::tuples!($macro:;
                A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, J j 8, K k 9, L l 10, N n 11, O o 12,
                P p 13, Q q 14, T t 15,);
        }
    };
    ($macro:ident: $($element:ident $value:ident $index:tt),*;) => {
        $macro!($($element $value $index),*);
    };
    ($macro:ident: $($element:ident $value:ident $index:tt),*; $next:ident $name:ident $place:tt, $($more:tt)*) => {
        $macro!($($element $value $index),*);
        $crate::object::tuples!($macro: $($element $value $index,)* $next $name $place; $($more)*);
    };
}
pub(super) use tuples;
