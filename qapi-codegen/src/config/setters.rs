//! The methods of the `Builder` that set options.

/// Defines the methods of a `Builder` that has a `config` from the list of the options.
macro_rules! setters {
    ($(
        $(#[doc = $about:literal])*
        $part:ident, $prefix:literal, $of:expr => {
            $(
                $(#[doc = $doc:literal])*
                $(#[serde($($serde:tt)*)])?
                $field:ident: $type:ident $(<$($argument:ty),*>)? = $default:expr, $options:tt
            )*
        }
    )*) => {
        /// The options of the code: each is a field of [`Config`].
        impl Builder {
            $($(
                setters! {
                    @field [$part, $of, $field] [$type $($($argument),*)?] [$($doc)*] $options
                }
            )*)*
        }
    };
    (@field $place:tt $type:tt $docs:tt [$(
        $(#[doc = $own:literal])*
        {
            key: $key:literal,
            kind: $kind:ident,
            builder: $method:ident $parameters:tt,
            flag: $flag:literal $sign:tt $value:literal,
            help: $help:literal,
        }
    )*]) => {
        $(
            setters! { @option $place $type $docs [$($own)*] $kind $method $parameters }
        )*
    };
    (@option $place:tt $type:tt $docs:tt [] $($rest:tt)*) => {
        setters! { @method $place $type $docs $($rest)* }
    };
    (@option $place:tt $type:tt $docs:tt $own:tt $($rest:tt)*) => {
        setters! { @method $place $type $own $($rest)* }
    };
    (@method $place:tt $type:tt [$($doc:literal)*] Pattern $method:ident($pattern:ident)) => {
        $(#[doc = $doc])*
        ///
        /// Adds a pattern.
        pub fn $method(mut self, $pattern: impl Into<String>) -> Self {
            setters!(@place self $place).push($pattern.into());
            self
        }
    };
    (@method $place:tt $type:tt [$($doc:literal)*] Patterns $method:ident($patterns:ident)) => {
        $(#[doc = $doc])*
        ///
        /// Adds patterns.
        pub fn $method<P: Into<String>>(mut self, $patterns: impl IntoIterator<Item = P>) -> Self {
            setters!(@place self $place).extend($patterns.into_iter().map(Into::into));
            self
        }
    };
    (
        @method $place:tt $type:tt [$($doc:literal)*]
        PatternText $method:ident($pattern:ident, $text:ident)
    ) => {
        $(#[doc = $doc])*
        ///
        /// Adds an entry. Replaces one with the same pattern.
        pub fn $method(mut self, $pattern: impl Into<String>, $text: impl Into<String>) -> Self {
            setters!(@place self $place).insert($pattern.into(), $text.into());
            self
        }
    };
    (
        @method $place:tt $type:tt [$($doc:literal)*]
        PatternTexts $method:ident($pattern:ident, $text:ident)
    ) => {
        $(#[doc = $doc])*
        ///
        /// Adds a text to those of the pattern.
        pub fn $method(mut self, $pattern: impl Into<String>, $text: impl Into<String>) -> Self {
            let texts = setters!(@place self $place).entry($pattern.into()).or_default();
            texts.push($text.into());
            self
        }
    };
    (@method $place:tt $type:tt [$($doc:literal)*] Switch $method:ident($on:ident)) => {
        $(#[doc = $doc])*
        pub fn $method(mut self, $on: bool) -> Self {
            *setters!(@place self $place) = $on;
            self
        }
    };
    (@method $place:tt $type:tt [$($doc:literal)*] Text $method:ident($text:ident)) => {
        $(#[doc = $doc])*
        pub fn $method(mut self, $text: impl Into<String>) -> Self {
            let text: String = $text.into();
            *setters!(@place self $place) = text.into();
            self
        }
    };
    (
        @method $place:tt [$set:ident $item:ty] [$($doc:literal)*]
        AnyOf $method:ident($items:ident)
    ) => {
        $(#[doc = $doc])*
        ///
        /// Replaces an earlier set.
        pub fn $method(mut self, $items: impl IntoIterator<Item = $item>) -> Self {
            *setters!(@place self $place) = $items.into_iter().collect();
            self
        }
    };
    (@method $place:tt $type:tt [$($doc:literal)*] Values $method:ident($values:ident)) => {
        $(#[doc = $doc])*
        pub fn $method<N: Into<String>>(
            mut self,
            $values: impl IntoIterator<Item = (N, bool)>,
        ) -> Self {
            let values = $values.into_iter().map(|(name, value)| (name.into(), value));
            setters!(@place self $place).add_values(values);
            self
        }
    };
    (@method $place:tt $type:tt [$($doc:literal)*] Predicates $method:ident($table:ident)) => {
        $(#[doc = $doc])*
        pub fn $method<N: Into<String>, P: Into<String>>(
            mut self,
            $table: impl IntoIterator<Item = (N, P)>,
        ) -> Self {
            let pair = |(name, predicate): (N, P)| (name.into(), predicate.into());
            setters!(@place self $place).add_predicates($table.into_iter().map(pair));
            self
        }
    };
    // `OneOf` and similar kinds: a value of the field's type.
    (
        @method $place:tt [$type:ident] [$($doc:literal)*]
        $kind:ident $method:ident($value:ident)
    ) => {
        $(#[doc = $doc])*
        pub fn $method(mut self, $value: $type) -> Self {
            *setters!(@place self $place) = $value;
            self
        }
    };
    (@place $builder:ident [$part:ident, $of:expr, $field:ident]) => {{
        let part: fn(&mut Config) -> &mut $part = $of;
        &mut part(&mut $builder.config).$field
    }};
}

pub(crate) use setters;
