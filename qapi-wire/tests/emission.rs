//! This is what generated code looks like.
//!
//! The schema behind it (conventions are listed in `qapi_wire::rt`):
//!
//! ```text
//! { 'enum': 'Medium', 'data': ['disk', 'tape', 'ram-disk'] }
//! { 'enum': 'Closed', 'data': ['on', 'off'] }                          # configured as not open
//! { 'struct': 'Base', 'data': { 'id': 'str', '*note': 'str' } }
//! { 'struct': 'Volume', 'base': 'Base',
//!   'data': { 'type': 'Medium', '*no-flush': 'bool', 'size': 'size', '*tags': ['str'], '*key': 'str' (bytes),
//!             '*extra': 'any', '*gap': 'null', '*parent': 'Volume' } }
//! { 'struct': 'Nothing', 'data': {} }
//! { 'struct': 'Clash', 'data': { 'input': 'int8', 'm0': 'int16', '*out': 'uint16', '*m1': 'int32', '*table': 'uint32' } }
//! { 'struct': 'Wide', 'data': { 'first': 'int', '*w1': 'uint8', .. '*w69': 'uint8' } }
//! { 'union': 'Store', 'base': { 'name': 'str', 'medium': 'Medium', '*weight': 'number' }, 'discriminator': 'medium',
//!   'data': { 'disk': 'DiskStore', 'tape': 'TapeStore' } }             # ram-disk has no members of its own
//! { 'union': 'TapeStore', 'base': { 'mode': 'Closed' }, 'discriminator': 'mode', 'data': { 'on': 'Nothing2' } }
//! { 'alternate': 'VolumeRef', 'data': { 'definition': 'Volume', 'reference': 'str', 'index': 'uint8', 'gone': 'null' } }
//! { 'alternate': 'MediumOrLevel', 'data': { 'medium': 'Medium', 'level': 'number' } }
//! { 'command': 'volume-add', 'data': { 'volume': 'VolumeRef', '*force': 'bool' }, 'returns': ['Volume'], 'allow-oob': true }
//! { 'command': 'volume-ping' }
//! { 'command': 'volume-halt', 'success-response': false }
//! { 'command': 'store-set', 'boxed': true, 'data': 'Store' }
//! { 'command': 'device-add', 'data': { 'driver': 'str', '*id': 'str' }, 'gen': false }
//! { 'event': 'VOLUME_GONE', 'data': { 'id': 'str' } }
//! { 'event': 'STORE_QUIET' }
//! ```
#![allow(unreachable_pub, missing_docs)] // as lenient as a crate that includes generated code
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // the tests' own functions

// What is tested with it.
#[path = "cases/alternates.rs"]
mod alternates;
#[path = "cases/client_agent.rs"]
mod client_agent;
#[path = "cases/client_machine.rs"]
mod client_machine;
#[path = "cases/configurations.rs"]
mod configurations;
#[path = "cases/enums.rs"]
mod enums;
#[path = "cases/errors.rs"]
mod errors;
#[path = "cases/foreign.rs"]
mod foreign;
#[path = "cases/generic.rs"]
mod generic;
#[path = "cases/messages.rs"]
mod messages;
#[path = "cases/objects.rs"]
mod objects;
#[path = "cases/round_trip.rs"]
mod round_trip;
#[path = "cases/unions.rs"]
mod unions;

#[rustfmt::skip]
mod storage {
    use ::qapi_wire::rt;

    // ----- an enum that keeps unknown values (configured as open)
    #[derive(Debug, Clone)]
    pub enum Medium {
        Disk,
        Tape,
        RamDisk,
        /// A value that the schema does not know. (Name it otherwise where the schema has a value `unknown`.)
        Unknown(String),
    }
    impl rt::Enum for Medium {
        const NAMES: &'static rt::Names = &rt::Names { name: "Medium", names: &["disk", "tape", "ram-disk"], open: true };
        const VALUES: &'static [Self] = &[Self::Disk, Self::Tape, Self::RamDisk];
        fn as_str(&self) -> &str {
            match self {
                Self::Disk => "disk",
                Self::Tape => "tape",
                Self::RamDisk => "ram-disk",
                Self::Unknown(name) => name,
            }
        }
        // Only for open enums.
        fn unknown(name: String) -> Option<Self> {
            Some(Self::Unknown(name))
        }
    }
    rt::enumeration!(Medium);

    // ----- an enum that does not
    #[derive(Debug, Clone, Copy)]
    pub enum Closed {
        On,
        Off,
    }
    impl rt::Enum for Closed {
        const NAMES: &'static rt::Names = &rt::Names { name: "Closed", names: &["on", "off"], open: false };
        const VALUES: &'static [Self] = &[Self::On, Self::Off];
        fn as_str(&self) -> &str {
            match self {
                Self::On => "on",
                Self::Off => "off",
            }
        }
    }
    rt::enumeration!(Closed);

    // ----- a struct: the base's members first; locals are m0, m1, .. so that no member's name can clash
    #[derive(Debug, Clone, PartialEq)]
    pub struct Volume {
        pub id: String,
        pub note: Option<String>,
        pub r#type: Medium,
        pub no_flush: Option<bool>,
        pub size: u64,
        pub tags: Option<Vec<String>>,
        pub key: Option<rt::Bytes>,
        pub extra: Option<rt::Value>,
        pub gap: Option<rt::Null>,
        pub parent: Option<Box<Volume>>,
    }
    impl rt::Object for Volume {
        const TABLE: &'static rt::Table = &rt::Table {
            name: "Volume",
            names: &["id", "note", "type", "no-flush", "size", "tags", "key", "extra", "gap", "parent"],
            optional: &[0b11_1110_1010],
        };
        type Members = (rt::Must<String>, Option<String>, rt::Must<Medium>, Option<bool>, rt::Must<u64>, Option<Vec<String>>, Option<rt::Bytes>, Option<rt::Value>, Option<rt::Null>, Option<Box<Volume>>);
        fn made((rt::Must(m0), m1, rt::Must(m2), m3, rt::Must(m4), m5, m6, m7, m8, m9): Self::Members) -> Self {
            Self { id: m0, note: m1, r#type: m2, no_flush: m3, size: m4, tags: m5, key: m6, extra: m7, gap: m8, parent: m9 }
        }
    }
    impl rt::Serialize for Volume {
        fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
            rt::write(out, <Self as rt::Object>::TABLE, (rt::Must(&self.id), &self.note, rt::Must(&self.r#type), &self.no_flush, rt::Must(&self.size), &self.tags, &self.key, &self.extra, &self.gap, &self.parent))
        }
    }
    rt::object!(Volume);

    // ----- an empty struct
    #[derive(Debug, Clone, PartialEq)]
    pub struct Nothing {}
    impl rt::Object for Nothing {
        const TABLE: &'static rt::Table = &rt::Table { name: "Nothing", names: &[], optional: &[] };
        type Members = ();
        fn made((): Self::Members) -> Self {
            Self {}
        }
    }
    impl rt::Serialize for Nothing {
        fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
            rt::write(out, <Self as rt::Object>::TABLE, ())
        }
    }
    rt::object!(Nothing);

    // ----- members whose names are those of generated code's locals
    #[derive(Debug, Clone, PartialEq)]
    pub struct Clash {
        pub input: i8,
        pub m0: i16,
        pub out: Option<u16>,
        pub m1: Option<i32>,
        pub table: Option<u32>,
    }
    impl rt::Object for Clash {
        const TABLE: &'static rt::Table =
            &rt::Table { name: "Clash", names: &["input", "m0", "out", "m1", "table"], optional: &[0b1_1100] };
        // As where a `cfg` may take members away: slots of its own.
        type Members = rt::ByHand;
        fn made(members: Self::Members) -> Self {
            match members {}
        }
        fn read<I: rt::Input>(input: I) -> Result<Self, I::Error> {
            let mut m0 = None;
            let mut m1 = None;
            let mut m2 = None;
            let mut m3 = None;
            let mut m4 = None;
            rt::Input::read(input, Self::TABLE, &mut (&mut m0, &mut m1, &mut m2, &mut m3, &mut m4))?;
            let Some(m0) = m0 else { return Err(rt::lost()) };
            let Some(m1) = m1 else { return Err(rt::lost()) };
            Ok(Self { input: m0, m0: m1, out: m2, m1: m3, table: m4 })
        }
    }
    impl rt::Serialize for Clash {
        fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
            rt::write(out, <Self as rt::Object>::TABLE, (rt::Must(&self.input), rt::Must(&self.m0), &self.out, &self.m1, &self.table))
        }
    }
    rt::object!(Clash);

    // ----- more than 64 members: a second word of optional bits
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Wide {
        pub first: i64,
        pub w1: Option<u8>, pub w2: Option<u8>, pub w3: Option<u8>, pub w4: Option<u8>, pub w5: Option<u8>, pub w6: Option<u8>,
        pub w7: Option<u8>, pub w8: Option<u8>, pub w9: Option<u8>, pub w10: Option<u8>, pub w11: Option<u8>, pub w12: Option<u8>,
        pub w13: Option<u8>, pub w14: Option<u8>, pub w15: Option<u8>, pub w16: Option<u8>, pub w17: Option<u8>, pub w18: Option<u8>,
        pub w19: Option<u8>, pub w20: Option<u8>, pub w21: Option<u8>, pub w22: Option<u8>, pub w23: Option<u8>, pub w24: Option<u8>,
        pub w25: Option<u8>, pub w26: Option<u8>, pub w27: Option<u8>, pub w28: Option<u8>, pub w29: Option<u8>, pub w30: Option<u8>,
        pub w31: Option<u8>, pub w32: Option<u8>, pub w33: Option<u8>, pub w34: Option<u8>, pub w35: Option<u8>, pub w36: Option<u8>,
        pub w37: Option<u8>, pub w38: Option<u8>, pub w39: Option<u8>, pub w40: Option<u8>, pub w41: Option<u8>, pub w42: Option<u8>,
        pub w43: Option<u8>, pub w44: Option<u8>, pub w45: Option<u8>, pub w46: Option<u8>, pub w47: Option<u8>, pub w48: Option<u8>,
        pub w49: Option<u8>, pub w50: Option<u8>, pub w51: Option<u8>, pub w52: Option<u8>, pub w53: Option<u8>, pub w54: Option<u8>,
        pub w55: Option<u8>, pub w56: Option<u8>, pub w57: Option<u8>, pub w58: Option<u8>, pub w59: Option<u8>, pub w60: Option<u8>,
        pub w61: Option<u8>, pub w62: Option<u8>, pub w63: Option<u8>, pub w64: Option<u8>, pub w65: Option<u8>, pub w66: Option<u8>,
        pub w67: Option<u8>, pub w68: Option<u8>, pub w69: Option<u8>,
    }
    impl rt::Object for Wide {
        const TABLE: &'static rt::Table = &rt::Table {
            name: "Wide",
            names: &[
                "first",
                "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9", "w10", "w11", "w12", "w13", "w14",
                "w15", "w16", "w17", "w18", "w19", "w20", "w21", "w22", "w23", "w24", "w25", "w26", "w27", "w28",
                "w29", "w30", "w31", "w32", "w33", "w34", "w35", "w36", "w37", "w38", "w39", "w40", "w41", "w42",
                "w43", "w44", "w45", "w46", "w47", "w48", "w49", "w50", "w51", "w52", "w53", "w54", "w55", "w56",
                "w57", "w58", "w59", "w60", "w61", "w62", "w63", "w64", "w65", "w66", "w67", "w68", "w69",
            ],
            optional: &[0xfffffffffffffffe, 0x3f],
        };
        type Members = rt::Both<(rt::Must<i64>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>), rt::Both<(Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>), rt::Both<(Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>), rt::Both<(Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>), (Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>, Option<u8>)>>>>;
        fn made(rt::Both((rt::Must(m0), m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15), rt::Both((m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28, m29, m30, m31), rt::Both((m32, m33, m34, m35, m36, m37, m38, m39, m40, m41, m42, m43, m44, m45, m46, m47), rt::Both((m48, m49, m50, m51, m52, m53, m54, m55, m56, m57, m58, m59, m60, m61, m62, m63), (m64, m65, m66, m67, m68, m69))))): Self::Members) -> Self {
            Self { first: m0, w1: m1, w2: m2, w3: m3, w4: m4, w5: m5, w6: m6, w7: m7, w8: m8, w9: m9, w10: m10, w11: m11, w12: m12, w13: m13, w14: m14, w15: m15, w16: m16, w17: m17, w18: m18, w19: m19, w20: m20, w21: m21, w22: m22, w23: m23, w24: m24, w25: m25, w26: m26, w27: m27, w28: m28, w29: m29, w30: m30, w31: m31, w32: m32, w33: m33, w34: m34, w35: m35, w36: m36, w37: m37, w38: m38, w39: m39, w40: m40, w41: m41, w42: m42, w43: m43, w44: m44, w45: m45, w46: m46, w47: m47, w48: m48, w49: m49, w50: m50, w51: m51, w52: m52, w53: m53, w54: m54, w55: m55, w56: m56, w57: m57, w58: m58, w59: m59, w60: m60, w61: m61, w62: m62, w63: m63, w64: m64, w65: m65, w66: m66, w67: m67, w68: m68, w69: m69 }
        }
    }
    impl rt::Serialize for Wide {
        fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
            rt::write(out, <Self as rt::Object>::TABLE, rt::Both((rt::Must(&self.first), &self.w1, &self.w2, &self.w3, &self.w4, &self.w5, &self.w6, &self.w7, &self.w8, &self.w9, &self.w10, &self.w11, &self.w12, &self.w13, &self.w14, &self.w15), rt::Both((&self.w16, &self.w17, &self.w18, &self.w19, &self.w20, &self.w21, &self.w22, &self.w23, &self.w24, &self.w25, &self.w26, &self.w27, &self.w28, &self.w29, &self.w30, &self.w31), rt::Both((&self.w32, &self.w33, &self.w34, &self.w35, &self.w36, &self.w37, &self.w38, &self.w39, &self.w40, &self.w41, &self.w42, &self.w43, &self.w44, &self.w45, &self.w46, &self.w47), rt::Both((&self.w48, &self.w49, &self.w50, &self.w51, &self.w52, &self.w53, &self.w54, &self.w55, &self.w56, &self.w57, &self.w58, &self.w59, &self.w60, &self.w61, &self.w62, &self.w63), (&self.w64, &self.w65, &self.w66, &self.w67, &self.w68, &self.w69))))))
        }
    }
    rt::object!(Wide);

    // ----- a union: the tag is the first name of the table and has no slot; the branch comes last
    #[derive(Debug, Clone, PartialEq)]
    pub struct Store {
        pub name: String,
        pub weight: Option<f64>,
        pub medium: StoreBranch,
    }
    /// One variant for each value of the discriminator's enum.
    #[derive(Debug, Clone, PartialEq)]
    pub enum StoreBranch {
        Disk(DiskStore),
        Tape(TapeStore),
        /// A value without members of its own.
        RamDisk,
        /// Open unions keep what they do not know.
        Unknown(rt::UnknownBranch),
    }
    impl rt::Object for Store {
        const TABLE: &'static rt::Table =
            &rt::Table { name: "Store", names: &["medium", "name", "weight"], optional: &[0b100] };
        type Members = rt::Union<(rt::Must<String>, Option<f64>), StoreBranch>;
        fn made(rt::Union((rt::Must(m1), m2), branch): Self::Members) -> Self {
            Self { name: m1, weight: m2, medium: branch }
        }
    }
    impl rt::Serialize for Store {
        fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
            rt::write_union(out, <Self as rt::Object>::TABLE, (rt::Must(&self.name), &self.weight), &self.medium)
        }
    }
    rt::object!(Store);
    impl rt::Branches for StoreBranch {
        const TAGS: &'static rt::Names = <Medium as rt::Enum>::NAMES;
        // `tag` is an index into TAGS; where cfg attributes move indices, match `TAGS.name(tag)` instead.
        fn read<I: rt::Input>(tag: usize, input: I) -> Result<Self, I::Error> {
            match tag {
                0 => rt::branch(input).map(Self::Disk),
                1 => rt::branch(input).map(Self::Tape),
                _ => Ok(Self::RamDisk),
            }
        }
        // Only for open unions.
        fn unknown(branch: rt::UnknownBranch) -> Option<Self> {
            Some(Self::Unknown(branch))
        }
        fn tag(&self) -> &str {
            match self {
                Self::Disk(_) => "disk",
                Self::Tape(_) => "tape",
                Self::RamDisk => "ram-disk",
                Self::Unknown(branch) => &branch.tag,
            }
        }
        fn write<M: rt::SerializeMap>(&self, out: &mut M) -> Result<(), M::Error> {
            match self {
                Self::Disk(branch) => rt::write_branch(branch, out),
                Self::Tape(branch) => rt::write_branch(branch, out),
                Self::RamDisk => Ok(()),
                Self::Unknown(branch) => branch.write(out),
            }
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    pub struct DiskStore {
        pub heads: u16,
        pub volumes: Vec<Volume>,
    }
    impl rt::Object for DiskStore {
        const TABLE: &'static rt::Table = &rt::Table { name: "DiskStore", names: &["heads", "volumes"], optional: &[] };
        type Members = (rt::Must<u16>, rt::Must<Vec<Volume>>);
        fn made((rt::Must(m0), rt::Must(m1)): Self::Members) -> Self {
            Self { heads: m0, volumes: m1 }
        }
    }
    impl rt::Serialize for DiskStore {
        fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
            rt::write(out, <Self as rt::Object>::TABLE, (rt::Must(&self.heads), rt::Must(&self.volumes)))
        }
    }
    rt::object!(DiskStore);

    // ----- a union in a union's branch, its base only the tag, closed
    #[derive(Debug, Clone, PartialEq)]
    pub struct TapeStore {
        pub mode: TapeStoreBranch,
    }
    #[derive(Debug, Clone, PartialEq)]
    pub enum TapeStoreBranch {
        On(Reel),
        Off,
    }
    impl rt::Object for TapeStore {
        const TABLE: &'static rt::Table = &rt::Table { name: "TapeStore", names: &["mode"], optional: &[] };
        type Members = rt::Union<(), TapeStoreBranch>;
        fn made(rt::Union((), branch): Self::Members) -> Self {
            Self { mode: branch }
        }
    }
    impl rt::Serialize for TapeStore {
        fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
            rt::write_union(out, <Self as rt::Object>::TABLE, (), &self.mode)
        }
    }
    rt::object!(TapeStore);
    impl rt::Branches for TapeStoreBranch {
        const TAGS: &'static rt::Names = <Closed as rt::Enum>::NAMES;
        fn read<I: rt::Input>(tag: usize, input: I) -> Result<Self, I::Error> {
            match tag {
                0 => rt::branch(input).map(Self::On),
                _ => Ok(Self::Off),
            }
        }
        fn tag(&self) -> &str {
            match self {
                Self::On(_) => "on",
                Self::Off => "off",
            }
        }
        fn write<M: rt::SerializeMap>(&self, out: &mut M) -> Result<(), M::Error> {
            match self {
                Self::On(branch) => rt::write_branch(branch, out),
                Self::Off => Ok(()),
            }
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    pub struct Reel {
        pub metres: i32,
        pub inner: Option<Box<Store>>,
    }
    impl rt::Object for Reel {
        const TABLE: &'static rt::Table = &rt::Table { name: "Reel", names: &["metres", "inner"], optional: &[0b10] };
        type Members = (rt::Must<i32>, Option<Box<Store>>);
        fn made((rt::Must(m0), m1): Self::Members) -> Self {
            Self { metres: m0, inner: m1 }
        }
    }
    impl rt::Serialize for Reel {
        fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
            rt::write(out, <Self as rt::Object>::TABLE, (rt::Must(&self.metres), &self.inner))
        }
    }
    rt::object!(Reel);

    // ----- an alternate: one method for each kind of JSON value that has a branch
    #[derive(Debug, Clone, PartialEq)]
    pub enum VolumeRef {
        Definition(Box<Volume>),
        Reference(String),
        Index(u8),
        Gone(rt::Null),
    }
    impl rt::Alternate for VolumeRef {
        const EXPECTED: &'static [rt::JsonKind] =
            &[rt::JsonKind::Object, rt::JsonKind::String, rt::JsonKind::Integer, rt::JsonKind::Null];
        fn object<'de, D: rt::Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
            rt::deserialize(value).map(Self::Definition)
        }
        fn string<'de, D: rt::Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
            rt::deserialize(value).map(Self::Reference)
        }
        fn integer<'de, D: rt::Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
            rt::deserialize(value).map(Self::Index)
        }
        fn null<'de, D: rt::Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
            rt::deserialize(value).map(Self::Gone)
        }
        fn write<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Definition(value) => rt::serialize(value, out),
                Self::Reference(value) => rt::serialize(value, out),
                Self::Index(value) => rt::serialize(value, out),
                Self::Gone(value) => rt::serialize(value, out),
            }
        }
    }
    rt::alternate!(VolumeRef);

    #[derive(Debug, Clone, PartialEq)]
    pub enum MediumOrLevel {
        Medium(Medium),
        Level(f64),
    }
    impl rt::Alternate for MediumOrLevel {
        const EXPECTED: &'static [rt::JsonKind] = &[rt::JsonKind::String, rt::JsonKind::Number];
        fn string<'de, D: rt::Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
            rt::deserialize(value).map(Self::Medium)
        }
        fn number<'de, D: rt::Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
            rt::deserialize(value).map(Self::Level)
        }
        fn write<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Medium(value) => rt::serialize(value, out),
                Self::Level(value) => rt::serialize(value, out),
            }
        }
    }
    rt::alternate!(MediumOrLevel);

    pub mod commands {
        use ::qapi_wire::rt;

        // ----- a command with arguments
        #[derive(Debug, Clone, PartialEq)]
        pub struct VolumeAdd {
            pub volume: super::VolumeRef,
            pub force: Option<bool>,
        }
        impl rt::Object for VolumeAdd {
            const TABLE: &'static rt::Table =
                &rt::Table { name: "volume-add", names: &["volume", "force"], optional: &[0b10] };
            type Members = (rt::Must<super::VolumeRef>, Option<bool>);
            fn made((rt::Must(m0), m1): Self::Members) -> Self {
                Self { volume: m0, force: m1 }
            }
        }
        impl rt::Serialize for VolumeAdd {
            fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                rt::write(out, <Self as rt::Object>::TABLE, (rt::Must(&self.volume), &self.force))
            }
        }
        rt::object!(VolumeAdd);
        impl rt::Command for VolumeAdd {
            const NAME: &'static str = "volume-add";
            const ALLOW_OOB: bool = true;
            type Reply = Vec<super::Volume>;
        }

        // ----- without arguments and reply
        #[derive(Debug, Clone, PartialEq)]
        pub struct VolumePing {}
        impl rt::Object for VolumePing {
            const TABLE: &'static rt::Table = &rt::Table { name: "volume-ping", names: &[], optional: &[] };
            type Members = ();
            fn made((): Self::Members) -> Self {
                Self {}
            }
        }
        impl rt::Serialize for VolumePing {
            fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                rt::write(out, <Self as rt::Object>::TABLE, ())
            }
        }
        rt::object!(VolumePing);
        impl rt::Command for VolumePing {
            const NAME: &'static str = "volume-ping";
            type Reply = rt::Empty;
        }

        // ----- without success response
        #[derive(Debug, Clone, PartialEq)]
        pub struct VolumeHalt {}
        impl rt::Object for VolumeHalt {
            const TABLE: &'static rt::Table = &rt::Table { name: "volume-halt", names: &[], optional: &[] };
            type Members = ();
            fn made((): Self::Members) -> Self {
                Self {}
            }
        }
        impl rt::Serialize for VolumeHalt {
            fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                rt::write(out, <Self as rt::Object>::TABLE, ())
            }
        }
        rt::object!(VolumeHalt);
        impl rt::Command for VolumeHalt {
            const NAME: &'static str = "volume-halt";
            const SUCCESS_RESPONSE: bool = false;
            type Reply = rt::Empty;
        }

        // ----- boxed, or `data` names a type: a newtype
        #[derive(Debug, Clone, PartialEq)]
        pub struct StoreSet(pub super::Store);
        rt::newtype!(StoreSet(super::Store));
        impl rt::Command for StoreSet {
            const NAME: &'static str = "store-set";
            type Reply = rt::Empty;
        }

        // ----- `gen: false`: arguments beyond the declared ones are kept as they are
        #[derive(Debug, Clone, PartialEq)]
        pub struct DeviceAdd {
            pub driver: String,
            pub id: Option<String>,
            pub rest: rt::Map,
        }
        impl rt::Object for DeviceAdd {
            const TABLE: &'static rt::Table =
                &rt::Table { name: "device-add", names: &["driver", "id"], optional: &[0b10] };
            type Members = rt::Free<(rt::Must<String>, Option<String>)>;
            fn made(rt::Free((rt::Must(m0), m1), rest): Self::Members) -> Self {
                Self { driver: m0, id: m1, rest }
            }
        }
        impl rt::Serialize for DeviceAdd {
            fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                rt::write_free(out, <Self as rt::Object>::TABLE, (rt::Must(&self.driver), &self.id), &self.rest)
            }
        }
        rt::object!(DeviceAdd);
        impl rt::Command for DeviceAdd {
            const NAME: &'static str = "device-add";
            type Reply = rt::Empty;
        }
    }

    pub mod events {
        use ::qapi_wire::rt;

        #[derive(Debug, Clone, PartialEq)]
        pub struct VolumeGone {
            pub id: String,
        }
        impl rt::Object for VolumeGone {
            const TABLE: &'static rt::Table = &rt::Table { name: "VOLUME_GONE", names: &["id"], optional: &[] };
            type Members = (rt::Must<String>,);
            fn made((rt::Must(m0),): Self::Members) -> Self {
                Self { id: m0 }
            }
        }
        impl rt::Serialize for VolumeGone {
            fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                rt::write(out, <Self as rt::Object>::TABLE, (rt::Must(&self.id),))
            }
        }
        rt::object!(VolumeGone);
        impl rt::Event for VolumeGone {
            const NAME: &'static str = "VOLUME_GONE";
        }

        #[derive(Debug, Clone, PartialEq)]
        pub struct StoreQuiet {}
        impl rt::Object for StoreQuiet {
            const TABLE: &'static rt::Table = &rt::Table { name: "STORE_QUIET", names: &[], optional: &[] };
            type Members = ();
            fn made((): Self::Members) -> Self {
                Self {}
            }
        }
        impl rt::Serialize for StoreQuiet {
            fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                rt::write(out, <Self as rt::Object>::TABLE, ())
            }
        }
        rt::object!(StoreQuiet);
        impl rt::Event for StoreQuiet {
            const NAME: &'static str = "STORE_QUIET";
        }

        // ----- all events: the branches of the union that an event's envelope is
        #[derive(Debug, Clone, PartialEq)]
        pub enum Event {
            VolumeGone(VolumeGone),
            StoreQuiet(StoreQuiet),
            Unknown(rt::UnknownBranch),
        }
        impl rt::Branches for Event {
            const TAGS: &'static rt::Names =
                &rt::Names { name: "Event", names: &["VOLUME_GONE", "STORE_QUIET"], open: true };
            fn read<I: rt::Input>(tag: usize, input: I) -> Result<Self, I::Error> {
                match tag {
                    0 => rt::event_data(input).map(Self::VolumeGone),
                    _ => rt::event_data(input).map(Self::StoreQuiet),
                }
            }
            fn unknown(branch: rt::UnknownBranch) -> Option<Self> {
                Some(Self::Unknown(branch))
            }
            fn tag(&self) -> &str {
                match self {
                    Self::VolumeGone(_) => "VOLUME_GONE",
                    Self::StoreQuiet(_) => "STORE_QUIET",
                    Self::Unknown(branch) => &branch.tag,
                }
            }
            fn write<M: rt::SerializeMap>(&self, out: &mut M) -> Result<(), M::Error> {
                match self {
                    Self::VolumeGone(data) => rt::write_event_data(data, out),
                    Self::StoreQuiet(data) => rt::write_event_data(data, out),
                    Self::Unknown(branch) => branch.write(out),
                }
            }
        }
    }
}
