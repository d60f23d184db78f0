//! Traits that a pattern derives, only where they can be derived. Otherwise this file would not
//! compile.

use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;

use compiled_tests::{
    alternates_hashed, command_kinds_hashed, legacy_hashed, recursive_hashed, recursive_ordered,
    structs_hashed, unions_hashed, unions_ordered,
};

fn is_hashed<T: Eq + Hash>() {}
fn is_ordered<T: Ord>() {}
fn is_copied<T: Copy>() {}

/// Returns whether a concrete type has `Eq`.
macro_rules! has_eq {
    ($type:ty) => {{
        #[allow(dead_code)]
        trait Otherwise {
            const HAS: bool = false;
        }
        impl<T> Otherwise for Is<T> {}
        struct Is<T>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        impl<T: Eq> Is<T> {
            const HAS: bool = true;
        }
        Is::<$type>::HAS
    }};
}

#[test]
fn what_can_be_a_key_is_one() {
    is_hashed::<structs_hashed::Wide>();
    is_hashed::<unions_hashed::TapeStore>();
    // Unknown branches and unlisted arguments contain JSON, which has both traits.
    is_hashed::<unions_hashed::TapeStoreBranch>();
    is_hashed::<command_kinds_hashed::commands::DeviceAdd>();
    is_hashed::<recursive_hashed::Node>();
    // An item without a name in the schema is treated like the item that contains it.
    is_hashed::<legacy_hashed::StrWrapper>();
    let reel = unions_hashed::Reel::new();
    assert_eq!(HashSet::from([reel.clone(), reel]).len(), 1);
}

#[test]
fn what_contains_a_fraction_has_no_eq() {
    assert!(has_eq!(unions_hashed::Reel));
    assert!(!has_eq!(unions_hashed::Store));
    assert!(!has_eq!(unions_hashed::StoreBranch));
    // It contains a store.
    assert!(!has_eq!(unions_hashed::DiskStore));
    assert!(!has_eq!(structs_hashed::Kinds));
    assert!(has_eq!(alternates_hashed::PointRef));
    assert!(!has_eq!(alternates_hashed::Setting));
}

#[test]
fn an_order_needs_every_member_in_order() {
    is_ordered::<recursive_ordered::Leaf>();
    is_ordered::<unions_ordered::TapeStore>();
    is_copied::<unions_ordered::TapeStore>();
    // Unknown branches have no order.
    assert!(!has_eq!(recursive_ordered::Tree));
    let reel = |metres| unions_ordered::Reel::new().with_metres(metres);
    let reels = BTreeSet::from([reel(2), reel(1)]);
    assert_eq!(reels.first(), Some(&reel(1)));
    assert!(unions_ordered::DiskStore::default().heads == 0);
}
