//! The rules of the language, with a few minimal schemas for each, and the verdict of the latest
//! edition.
//!
//! The numbers are those of the list of facts that implementers get wrong. `fine` is a schema
//! without diagnostics, anything else is the code of the only diagnostic.

use qapi_parser::{Edition, Memory, check};

const FINE: &str = "fine";

/// Rule, description, schema, verdict.
type Row = (u32, &'static str, &'static str, &'static str);

#[rustfmt::skip] // A row a line.
const SYNTAX: &[Row] = &[
    (1, "double quotes", r#"{ "enum": "Colour", "data": [] }"#, "Q0101"),
    (1, "a number", "{ 'enum': 'Colour', 'data': [ 1 ] }", "Q0101"),
    (1, "null", "{ 'enum': 'Colour', 'data': null }", "Q0101"),
    (1, "a comma behind the last value", "{ 'enum': 'Colour', 'data': [ 'red', ] }", "Q0105"),
    (1, "a comma behind the last member", "{ 'enum': 'Colour', 'data': [ 'red' ], }", "Q0105"),
    (1, "an escape", r"{ 'enum': 'Colour', 'data': [ 'r\u0065d' ] }", "Q0103"),
    (1, "an escaped backslash ends in no name", r"{ 'enum': 'Colour', 'data': [ 'red\\' ] }", "Q0401"),
    (1, "a letter beyond ASCII", "{ 'enum': 'Colour', 'data': [ 'röd' ] }", "Q0104"),
    (1, "tabs between tokens", "{\t'enum':\t'Colour',\t'data': [] }", FINE),
    (1, "a tab in a string", "{ 'enum': 'Colour', 'data': [ 'r\ted' ] }", "Q0104"),
    (2, "a comment inside an expression, with UTF-8", "{ 'enum': 'Colour', # röd\n 'data': [] }", FINE),
    (2, "a doc comment inside an expression", "{ 'enum': 'Colour',\n##\n# no\n##\n 'data': [] }", "Q0105"),
    (2, "three signs are no plain comment", "### text\n{ 'enum': 'Colour', 'data': [] }", "legacy-doc-mark"),
    (4, "a pragma holds for what stands before it", "{ 'command': 'get_name' }\n{ 'pragma': { 'command-name-exceptions': [ 'get_name' ] } }", FINE),
    (4, "a later list replaces an earlier one", "{ 'pragma': { 'command-name-exceptions': [ 'get_name' ] } }\n{ 'pragma': { 'command-name-exceptions': [] } }\n{ 'command': 'get_name' }", "legacy-name"),
    (4, "another pragma leaves the list alone", "{ 'pragma': { 'command-name-exceptions': [ 'get_name' ] } }\n{ 'pragma': { 'command-returns-exceptions': [] } }\n{ 'command': 'get_name' }", FINE),
    (4, "a pragma's value of the wrong kind", "{ 'pragma': { 'doc-required': 'yes' } }", "Q0202"),
    (4, "an unknown pragma", "{ 'pragma': { 'strict': true } }", "Q0203"),
    (5, "exceptions name types", "{ 'pragma': { 'member-name-exceptions': [ 'Region' ] } }\n{ 'struct': 'Region', 'data': { 'start_At': 'int' } }", FINE),
    (5, "exceptions do not name members", "{ 'pragma': { 'member-name-exceptions': [ 'start_at' ] } }\n{ 'struct': 'Region', 'data': { 'start_at': 'int' } }", "legacy-name"),
    (5, "arguments written in place get no exception", "{ 'pragma': { 'member-name-exceptions': [ 'stop' ] } }\n{ 'command': 'stop', 'data': { 'at_once': 'bool' } }", "legacy-name"),
    (5, "a union's base written in place gets its exception", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'pragma': { 'member-name-exceptions': [ 'Shape' ] } }\n{ 'union': 'Shape', 'base': { 'the_kind': 'Kind' }, 'discriminator': 'the_kind', 'data': {} }", FINE),
];

#[rustfmt::skip] // A row a line.
const NAMES: &[Row] = &[
    (6, "a prefix of an experiment before a capital", "{ 'struct': 'x-Region', 'data': {} }", FINE),
    (6, "the same in a command", "{ 'command': 'x-Stop' }", "legacy-name"),
    (6, "a downstream prefix", "{ 'command': '__org.qemu_x-stop' }", FINE),
    (6, "a downstream prefix without a domain", "{ 'command': '___stop' }", "Q0401"),
    (6, "a downstream prefix without a stem", "{ 'command': '__org.qemu_' }", "Q0401"),
    (6, "a leading digit", "{ 'command': '2nd' }", "Q0401"),
    (6, "an empty name", "{ 'command': '' }", "Q0401"),
    (6, "a sign", "{ 'command': 'stop!' }", "Q0401"),
    (6, "a dot", "{ 'command': 'stop.all' }", "Q0401"),
    (6, "a dot behind a downstream prefix", "{ 'command': '__org.qemu_stop.all' }", "Q0401"),
    (6, "a dot in a value", "{ 'enum': 'Kind', 'data': [ 'l1_grow.alloc_table' ] }", "Q0401"),
    (6, "a dot in a value that starts with a digit", "{ 'enum': 'Kind', 'data': [ '2.5' ] }", "Q0401"),
    (6, "a leading _", "{ 'struct': 'Region', 'data': { '_start': 'int' } }", "Q0401"),
    (7, "q- is reserved", "{ 'command': 'q-stop' }", "Q0402"),
    (7, "q_ is reserved in values", "{ 'enum': 'Kind', 'data': [ 'q-unix' ] }", "Q0402"),
    (7, "a member u", "{ 'struct': 'Region', 'data': { 'u': 'int' } }", "Q0402"),
    (7, "an optional member u", "{ 'struct': 'Region', 'data': { '*u': 'int' } }", "Q0402"),
    (7, "a value u", "{ 'enum': 'Kind', 'data': [ 'u' ] }", FINE),
    (7, "a member has-", "{ 'struct': 'Region', 'data': { 'has-start': 'int' } }", "Q0402"),
    (7, "a member hash", "{ 'struct': 'Region', 'data': { 'hash': 'int' } }", FINE),
    (7, "a type that ends in List", "{ 'struct': 'RegionList', 'data': {} }", "Q0402"),
    (7, "a command that ends in List", "{ 'command': 'get-list' }", FINE),
    (8, "one capital", "{ 'struct': 'S', 'data': {} }", "legacy-name"),
    (8, "capitals only", "{ 'struct': 'ABC', 'data': {} }", "legacy-name"),
    (8, "no capital", "{ 'struct': 'region', 'data': {} }", "legacy-name"),
    (8, "a dash in a type's name", "{ 'struct': 'Re-gion', 'data': {} }", "legacy-name"),
    (8, "a digit in a type's name", "{ 'struct': 'Region2d', 'data': {} }", FINE),
    (9, "a value that starts with a digit", "{ 'enum': 'Size', 'data': [ '2xl', '16' ] }", FINE),
    (9, "an event in lower case", "{ 'event': 'STOPped' }", "legacy-name"),
    (9, "an event with a dash", "{ 'event': 'HAS-STOPPED' }", "legacy-name"),
    (9, "an event with a digit", "{ 'event': 'STOPPED_2' }", FINE),
    (10, "a type and a command", "{ 'pragma': { 'command-name-exceptions': [ 'Region' ] } }\n{ 'enum': 'Region', 'data': [] }\n{ 'struct': 'Region', 'data': {} }", "Q0602"),
    (10, "a command named like a builtin type", "{ 'command': 'int' }", "Q0602"),
    (10, "a redefined QType", "{ 'enum': 'QType', 'data': [] }", "Q0602"),
    (10, "a command and an event that differ in case", "{ 'command': 'stop' }\n{ 'event': 'STOP' }", FINE),
    (11, "members that differ in a sign", "{ 'pragma': { 'member-name-exceptions': [ 'Pair' ] } }\n{ 'struct': 'Pair', 'data': { 'one-two': 'int', 'one_two': 'int' } }", "Q0603"),
    (11, "values that differ in a sign", "{ 'pragma': { 'member-name-exceptions': [ 'Pair' ] } }\n{ 'enum': 'Pair', 'data': [ 'one-two', 'one_two' ] }", "Q0603"),
    (11, "an optional member beside a mandatory one", "{ 'struct': 'Pair', 'data': { 'one': 'int', '*one': 'int' } }", "Q0603"),
    (11, "a member that a base has", "{ 'struct': 'Pair', 'base': 'One', 'data': { 'one': 'int' } }\n{ 'struct': 'One', 'data': { 'one': 'int' } }", "Q0603"),
    (11, "commands that differ in a sign", "{ 'pragma': { 'command-name-exceptions': [ 'one_two' ] } }\n{ 'command': 'one-two' }\n{ 'command': 'one_two' }", FINE),
    (12, "members named like keywords", "{ 'struct': 'Words', 'data': { 'type': 'int', 'if': 'bool', 'bool': 'str', 'self': 'any' } }", FINE),
];

#[rustfmt::skip] // A row a line.
const TYPES: &[Row] = &[
    (13, "every builtin type", "{ 'struct': 'All', 'data': { 'a': 'str', 'b': 'number', 'c': 'int', 'd': 'int8', 'e': 'int16', 'f': 'int32', 'g': 'int64', 'h': 'uint8', 'i': 'uint16', 'j': 'uint32', 'k': 'uint64', 'l': 'size', 'm': 'bool', 'n': 'any', 'o': 'null', 'p': 'QType' } }", FINE),
    (13, "no other one", "{ 'struct': 'All', 'data': { 'a': 'uint' } }", "Q0601"),
    (14, "any in a member", "{ 'struct': 'Box', 'data': { 'value': 'any', 'values': [ 'any' ] } }", FINE),
    (14, "any in an alternate", "{ 'alternate': 'Box', 'data': { 'value': 'any' } }", "Q0608"),
    (14, "any returned", "{ 'command': 'get', 'returns': 'any' }", "legacy-return"),
    (14, "any returned by exception", "{ 'pragma': { 'command-returns-exceptions': [ 'get' ] } }\n{ 'command': 'get', 'returns': 'any' }", FINE),
    (14, "an enum returned", "{ 'enum': 'Colour', 'data': [ 'red' ] }\n{ 'command': 'get', 'returns': 'Colour' }", "legacy-return"),
    (14, "an alternate returned", "{ 'alternate': 'Ref', 'data': { 'name': 'str' } }\n{ 'command': 'get', 'returns': 'Ref' }", "legacy-return"),
    (14, "an array of objects returned", "{ 'struct': 'Point', 'data': {} }\n{ 'command': 'get', 'returns': [ 'Point' ] }", FINE),
    (14, "an array of scalars returned", "{ 'command': 'get', 'returns': [ 'int' ] }", "legacy-return"),
    (15, "an array of arrays", "{ 'struct': 'Grid', 'data': { 'cells': [ [ 'int' ] ] } }", "Q0304"),
    (15, "an array of two types", "{ 'struct': 'Grid', 'data': { 'cells': [ 'int', 'int' ] } }", "Q0304"),
    (15, "an array of no type", "{ 'struct': 'Grid', 'data': { 'cells': [] } }", "Q0304"),
    (15, "an array of an array's name", "{ 'struct': 'Grid', 'data': { 'cells': [ 'intList' ] } }", "Q0614"),
    (16, "arguments written in place, and none", "{ 'command': 'stop', 'data': {} }\n{ 'command': 'go', 'data': { 'far': 'bool' } }", FINE),
    (17, "boxed arguments written in place", "{ 'command': 'stop', 'boxed': true, 'data': { 'now': 'bool' } }", "Q0304"),
    (17, "a boxed empty struct", "{ 'struct': 'None', 'data': {} }\n{ 'command': 'stop', 'boxed': true, 'data': 'None' }", FINE),
    (17, "boxed without data", "{ 'event': 'STOPPED', 'boxed': true }", "Q0307"),
    (17, "a union that is not boxed", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': {} }\n{ 'event': 'DRAWN', 'data': 'Shape' }", "Q0611"),
    (17, "a boxed union", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': {} }\n{ 'event': 'DRAWN', 'boxed': true, 'data': 'Shape' }", FINE),
    (17, "a struct with a conditional member that is not boxed", "{ 'struct': 'Opts', 'data': { 'now': { 'type': 'bool', 'if': 'LINUX' } } }\n{ 'command': 'stop', 'data': 'Opts' }", "legacy-unboxed"),
    (17, "the same, boxed", "{ 'struct': 'Opts', 'data': { 'now': { 'type': 'bool', 'if': 'LINUX' } } }\n{ 'command': 'stop', 'boxed': true, 'data': 'Opts' }", FINE),
    (17, "an argument that is no object", "{ 'command': 'stop', 'data': [ 'str' ] }", "Q0304"),
    (18, "gen true", "{ 'command': 'stop', 'gen': true }", "Q0305"),
    (18, "gen false", "{ 'command': 'stop', 'gen': false, 'success-response': false }", FINE),
    (18, "coroutine false", "{ 'command': 'stop', 'coroutine': false }", "Q0305"),
    (18, "the flags that are true", "{ 'command': 'stop', 'allow-oob': true, 'allow-preconfig': true }", FINE),
    (18, "out of band and coroutine", "{ 'command': 'stop', 'allow-oob': true, 'coroutine': true }", "Q0306"),
    (18, "an event has no such flags", "{ 'event': 'STOPPED', 'gen': false }", "Q0303"),
    (19, "a base that leads back", "{ 'struct': 'One', 'base': 'Two', 'data': {} }\n{ 'struct': 'Two', 'base': 'One', 'data': {} }", "Q0605"),
    (19, "a branch that leads back", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': 'Shape' } }", "Q0605"),
    (19, "a mandatory member of its own type", "{ 'struct': 'Tree', 'data': { 'left': 'Tree' } }", FINE),
    (20, "a union as a base", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': {} }\n{ 'struct': 'Circle', 'base': 'Shape', 'data': {} }", "Q0604"),
    (20, "a builtin type as a base", "{ 'struct': 'Circle', 'base': 'int', 'data': {} }", "Q0604"),
    (20, "a discriminator in the base of the base", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'struct': 'Root', 'data': { 'kind': 'Kind' } }\n{ 'struct': 'Base', 'base': 'Root', 'data': {} }\n{ 'union': 'Shape', 'base': 'Base', 'discriminator': 'kind', 'data': {} }", FINE),
    (21, "an optional discriminator", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Shape', 'base': { '*kind': 'Kind' }, 'discriminator': 'kind', 'data': {} }", "Q0606"),
    (21, "a conditional discriminator", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Shape', 'base': { 'kind': { 'type': 'Kind', 'if': 'LINUX' } }, 'discriminator': 'kind', 'data': {} }", "Q0606"),
    (21, "a discriminator that is no enum", "{ 'union': 'Shape', 'base': { 'kind': 'int' }, 'discriminator': 'kind', 'data': {} }", "Q0606"),
    (21, "a string as discriminator", "{ 'union': 'Shape', 'base': { 'kind': 'str' }, 'discriminator': 'kind', 'data': {} }", "Q0606"),
    (21, "a discriminator that is no member", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'sort', 'data': {} }", "Q0606"),
    (21, "a discriminator written with a star", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Shape', 'base': { '*kind': 'Kind' }, 'discriminator': '*kind', 'data': {} }", "Q0606"),
    (22, "no branch listed", "{ 'enum': 'Kind', 'data': [ 'a', { 'name': 'b', 'if': 'LINUX' } ] }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': {} }", FINE),
    (22, "an enum without values", "{ 'enum': 'Kind', 'data': [] }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': {} }", "Q0609"),
    (22, "a branch that is no value", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'struct': 'None', 'data': {} }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'b': 'None' } }", "Q0607"),
    (23, "a branch that is a union", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'enum': 'Sub', 'data': [ 'c' ] }\n{ 'union': 'Inner', 'base': { 'sub': 'Sub' }, 'discriminator': 'sub', 'data': {} }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': 'Inner' } }", FINE),
    (23, "a branch that is a scalar", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': 'int' } }", "Q0608"),
    (23, "a branch that is an enum", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': 'Kind' } }", "Q0608"),
    (23, "a branch that is an array", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'struct': 'None', 'data': {} }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': [ 'None' ] } }", "Q0304"),
    (24, "a branch's member that the base has", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'struct': 'One', 'data': { 'kind': 'int' } }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': 'One' } }", "Q0603"),
    (24, "two branches that share a name", "{ 'enum': 'Kind', 'data': [ 'a', 'b' ] }\n{ 'struct': 'One', 'data': { 'x': 'int' } }\n{ 'struct': 'Two', 'data': { 'x': 'str' } }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': 'One', 'b': 'Two' } }", FINE),
    (25, "a branch with a condition", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'struct': 'None', 'data': {} }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': { 'type': 'None', 'if': 'LINUX' } } }", FINE),
    (25, "a branch with features", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'struct': 'None', 'data': {} }\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': { 'type': 'None', 'features': [ 'new' ] } } }", "Q0303"),
    (25, "an alternate's branch with features", "{ 'alternate': 'Ref', 'data': { 'a': { 'type': 'str', 'features': [ 'new' ] } } }", "Q0303"),
];

#[rustfmt::skip] // A row a line.
const ALTERNATES: &[Row] = &[
    (26, "int and number", "{ 'alternate': 'Ref', 'data': { 'a': 'int', 'b': 'number' } }", "Q0610"),
    (26, "str and bool", "{ 'alternate': 'Ref', 'data': { 'a': 'str', 'b': 'bool' } }", "Q0610"),
    (26, "str and size", "{ 'alternate': 'Ref', 'data': { 'a': 'str', 'b': 'size' } }", "Q0610"),
    (26, "str, null and an object", "{ 'struct': 'None', 'data': {} }\n{ 'alternate': 'Ref', 'data': { 'a': 'str', 'b': 'null', 'c': 'None' } }", FINE),
    (26, "bool and int", "{ 'alternate': 'Ref', 'data': { 'a': 'bool', 'b': 'int' } }", FINE),
    (26, "an enum with on, and bool", "{ 'enum': 'Auto', 'data': [ 'auto', 'on' ] }\n{ 'alternate': 'Ref', 'data': { 'a': 'Auto', 'b': 'bool' } }", "Q0610"),
    (26, "an enum without on or off, and bool", "{ 'enum': 'Auto', 'data': [ 'auto', 'true' ] }\n{ 'alternate': 'Ref', 'data': { 'a': 'Auto', 'b': 'bool' } }", FINE),
    (26, "an enum with a digit at the start, and int", "{ 'enum': 'Auto', 'data': [ 'auto', '2nd' ] }\n{ 'alternate': 'Ref', 'data': { 'a': 'Auto', 'b': 'int' } }", "Q0610"),
    (26, "an enum without digits, and int", "{ 'enum': 'Auto', 'data': [ 'auto', 'a2' ] }\n{ 'alternate': 'Ref', 'data': { 'a': 'Auto', 'b': 'int' } }", FINE),
    (26, "an enum and str", "{ 'enum': 'Auto', 'data': [ 'auto' ] }\n{ 'alternate': 'Ref', 'data': { 'a': 'Auto', 'b': 'str' } }", "Q0610"),
    (26, "branches that exclude each other", "{ 'alternate': 'Ref', 'data': { 'a': { 'type': 'int', 'if': 'LINUX' }, 'b': { 'type': 'number', 'if': { 'not': 'LINUX' } } } }", "Q0610"),
    (27, "two objects", "{ 'struct': 'One', 'data': {} }\n{ 'struct': 'Two', 'data': {} }\n{ 'alternate': 'Ref', 'data': { 'a': 'One', 'b': 'Two' } }", "Q0610"),
    (27, "two arrays", "{ 'alternate': 'Ref', 'data': { 'a': [ 'int' ], 'b': [ 'str' ] } }", "Q0610"),
    (27, "an object and an array", "{ 'struct': 'One', 'data': {} }\n{ 'alternate': 'Ref', 'data': { 'a': 'One', 'b': [ 'One' ] } }", FINE),
    (27, "an alternate in an alternate", "{ 'alternate': 'Ref', 'data': { 'a': 'int' } }\n{ 'alternate': 'RefRef', 'data': { 'a': 'Ref' } }", "Q0608"),
    (27, "an alternate without branches", "{ 'alternate': 'Ref', 'data': {} }", "Q0308"),
    (27, "an alternate in an array of itself", "{ 'alternate': 'Ref', 'data': { 'a': [ 'Ref' ] } }", FINE),
];

#[rustfmt::skip] // A row a line.
const CONDITIONS: &[Row] = &[
    (28, "a name", "{ 'command': 'stop', 'if': 'CONFIG_LINUX_2' }", FINE),
    (28, "a name in lower case", "{ 'command': 'stop', 'if': 'linux' }", "Q0501"),
    (28, "a name with a leading digit", "{ 'command': 'stop', 'if': '2ND' }", "Q0501"),
    (28, "an empty name", "{ 'command': 'stop', 'if': '' }", "Q0501"),
    (28, "nested objects", "{ 'command': 'stop', 'if': { 'all': [ 'A', { 'any': [ 'B', { 'not': { 'not': 'C' } } ] } ] } }", FINE),
    (28, "an empty list", "{ 'command': 'stop', 'if': { 'all': [] } }", "Q0501"),
    (28, "two keys", "{ 'command': 'stop', 'if': { 'all': [ 'A' ], 'any': [ 'B' ] } }", "Q0501"),
    (28, "no key", "{ 'command': 'stop', 'if': {} }", "Q0501"),
    (28, "an unknown key", "{ 'command': 'stop', 'if': { 'none': [ 'A' ] } }", "Q0303"),
    (28, "a list under not", "{ 'command': 'stop', 'if': { 'not': [ 'A' ] } }", "Q0501"),
    (28, "a name under all", "{ 'command': 'stop', 'if': { 'all': 'A' } }", "Q0501"),
    (28, "a condition wherever one may stand", "{ 'enum': 'Kind', 'if': 'A', 'features': [ { 'name': 'new', 'if': 'B' } ], 'data': [ { 'name': 'a', 'if': 'C', 'features': [ { 'name': 'old', 'if': 'D' } ] } ] }", FINE),
    (29, "a deprecated type", "{ 'struct': 'Old', 'features': [ 'deprecated' ], 'data': {} }", "Q0612"),
    (29, "an unstable enum", "{ 'enum': 'New', 'features': [ 'unstable' ], 'data': [] }", "Q0612"),
    (29, "deprecated wherever it may stand", "{ 'enum': 'Kind', 'data': [ { 'name': 'a', 'features': [ 'deprecated' ] } ] }\n{ 'command': 'stop', 'features': [ 'unstable' ], 'data': { '*now': { 'type': 'Kind', 'features': [ 'deprecated' ] } } }\n{ 'event': 'STOPPED', 'features': [ 'deprecated', 'unstable' ] }", FINE),
    (29, "a repeated feature", "{ 'command': 'stop', 'features': [ 'new', 'new' ] }", "Q0603"),
    (29, "a feature repeated on a value", "{ 'enum': 'Kind', 'data': [ { 'name': 'a', 'features': [ 'new', 'new' ] } ] }", FINE),
    (30, "an empty enum", "{ 'enum': 'Kind', 'data': [] }", FINE),
    (30, "a prefix", "{ 'enum': 'Kind', 'prefix': 'K', 'data': [ 'a' ] }", FINE),
    (30, "a prefix that is no string", "{ 'enum': 'Kind', 'prefix': true, 'data': [ 'a' ] }", "Q0304"),
    (30, "a prefix elsewhere", "{ 'struct': 'Kind', 'prefix': 'K', 'data': {} }", "Q0303"),
    (30, "the quirk of names that are implied", "{ 'struct': 'Odd', 'data': { 'a': 'strList', 'b': 'q_empty' } }", FINE),
    (30, "an empty value", "{ 'enum': 'Kind', 'data': [ '' ] }", "Q0401"),
];

#[rustfmt::skip] // A row a line.
const COMMENTS: &[Row] = &[
    (31, "a comment of another definition", "##\n# @Two:\n##\n{ 'struct': 'One', 'data': {} }", "legacy-doc-other"),
    (31, "a described definition", "##\n# @One:\n#\n# Text.\n#\n# @a: text\n#\n# Features:\n#\n# @new: text\n#\n# Since: 1.0\n##\n{ 'struct': 'One', 'features': [ 'new' ], 'data': { '*a': 'int' } }", FINE),
    (31, "a member that is not there", "##\n# @One:\n#\n# @a: text\n##\n{ 'struct': 'One', 'data': {} }", "legacy-doc-member-unknown"),
    (31, "a member that is not described", "##\n# @One:\n##\n{ 'struct': 'One', 'data': { 'a': 'int' } }", "legacy-doc-member-missing"),
    (31, "the same by exception", "{ 'pragma': { 'documentation-exceptions': [ 'One' ] } }\n##\n# @One:\n##\n{ 'struct': 'One', 'data': { 'a': 'int' } }", FINE),
    (31, "a feature by exception", "{ 'pragma': { 'documentation-exceptions': [ 'One' ] } }\n##\n# @One:\n##\n{ 'struct': 'One', 'features': [ 'new' ], 'data': {} }", "legacy-doc-member-missing"),
    (31, "a required comment", "{ 'pragma': { 'doc-required': true } }\n{ 'struct': 'One', 'data': {} }", "Q0701"),
    (31, "a union describes its base written in place", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n##\n# @Shape:\n#\n# @kind: text\n##\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': {} }", FINE),
    (31, "a union does not describe its branches", "{ 'enum': 'Kind', 'data': [ 'a' ] }\n##\n# @Shape:\n#\n# @kind: text\n#\n# @a: text\n##\n{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': {} }", "legacy-doc-member-unknown"),
    (31, "a boxed command describes nothing", "{ 'struct': 'One', 'data': { 'a': 'int' } }\n##\n# @stop:\n##\n{ 'command': 'stop', 'boxed': true, 'data': 'One' }", FINE),
    (31, "a free-form comment before a definition", "##\n# Text.\n##\n{ 'struct': 'One', 'data': {} }", "legacy-doc-free-form"),
    (31, "a free-form comment before a directive", "##\n# Text.\n##\n{ 'pragma': {} }", FINE),
    (31, "a definition's comment before a directive", "##\n# @One:\n##\n{ 'pragma': {} }", "legacy-doc-orphan"),
    (31, "two Since", "##\n# @stop:\n#\n# Since: 1\n#\n# Since: 2\n##\n{ 'command': 'stop' }", "legacy-doc-duplicate"),
    (31, "Returns of what returns nothing", "##\n# @stop:\n#\n# Returns: nothing\n##\n{ 'command': 'stop' }", "legacy-doc-returns"),
    (31, "Errors of an event", "##\n# @STOPPED:\n#\n# Errors:\n#     - none\n##\n{ 'event': 'STOPPED' }", "legacy-doc-returns"),
    (31, "a member behind a section", "##\n# @One:\n#\n# Since: 1\n#\n# @a: text\n##\n{ 'struct': 'One', 'data': { 'a': 'int' } }", "legacy-doc-order"),
    (31, "a member in a free-form comment", "##\n# Text\n#\n# @a: text\n##", "legacy-doc-lost-member"),
    (31, "a heading is plain text", "##\n# = Title\n#\n# == Subtitle\n##", FINE),
    (31, "a long line", "##\n# 34567890123456789012345678901234567890123456789012345678901234567890 x\n##", "legacy-line-length"),
    (31, "a line of 70 characters", "##\n# 3456789012345678901234567890123456789012345678901234567890123456789x\n##", FINE),
    (31, "a long URL", "##\n# https://example.org/012345678901234567890123456789012345678901234567890123456789\n##", FINE),
    (31, "one space between sentences", "##\n# One. Two.\n##", "legacy-sentence-space"),
    (31, "one space behind e.g.", "##\n# One, e.g. Two.\n##", FINE),
    (31, "one space behind a list item's number", "##\n# 1. Two\n##", FINE),
    (31, "one space in an example", "##\n# .. qmp-example::\n#\n#     One. Two.\n##", FINE),
    (31, "text:: opens no literal block", "##\n# Text::\n#\n#     One. Two.\n##", "legacy-sentence-space"),
    (31, "a note as a section", "##\n# @stop:\n#\n# Note: text\n##\n{ 'command': 'stop' }", "legacy-note-section"),
    (31, "a note in a free-form comment", "##\n# Note: text\n##", FINE),
    (31, "an example as a section", "##\n# @stop:\n#\n# Example:\n#     text\n##\n{ 'command': 'stop' }", "legacy-example-section"),
    (32, "types that nothing uses", "{ 'struct': 'One', 'data': {} }\n{ 'enum': 'Two', 'data': [] }", FINE),
    (33, "what never reaches the wire", "##\n# @stop:\n#\n# Text.\n##\n{ 'command': 'stop', 'coroutine': true, 'gen': false }", FINE),
];

/// Rule 3 needs several files.
#[test]
fn includes_are_relative_and_read_once() {
    let include = |path: &str| format!("{{ 'include': '{path}' }}\n");
    let loader = Memory::new()
        .with(
            "schema.json",
            include("sub/a.json") + &include("./sub/../sub/a.json"),
        )
        .with(
            "sub/a.json",
            include("b.json") + "{ 'enum': 'One', 'data': [] }",
        )
        .with("sub/b.json", "{ 'enum': 'Two', 'data': [] }");
    let outcome = check(&loader, "schema.json", Edition::Latest).expect("the top file is there");
    assert_eq!(outcome.diagnostics, []);
    assert_eq!(outcome.sources.files().len(), 3);
}

#[test]
fn each_rule_gives_its_verdict() {
    let tables = [SYNTAX, NAMES, TYPES, ALTERNATES, CONDITIONS, COMMENTS];
    let mut wrong = String::new();
    for &(rule, shows, schema, verdict) in tables.into_iter().flatten() {
        let loader = Memory::new().with("schema.json", schema);
        let outcome =
            check(&loader, "schema.json", Edition::Latest).expect("the top file is there");
        let found: Vec<&str> = outcome
            .diagnostics
            .iter()
            .map(|one| one.code.as_str())
            .collect();
        let expected = if verdict == FINE {
            vec![]
        } else {
            vec![verdict]
        };
        if found != expected || outcome.schema.is_some() != (verdict == FINE) {
            wrong.push_str(&format!(
                "{rule}, {shows}: expected {verdict}, found {found:?}\n"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
