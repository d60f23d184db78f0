//! Compares each form of a line, at any width and depth, with the output of prettyplease.

use super::lay_out;

/// Items with every form of a line in generated code. `W` is a word of any length.
const ITEMS: &[&str] = &[
    "#[allow(dead_code, W)]\npub mod a {}",
    "#[cfg(all(W, any(feature = \"W\", not(windows)), b))]\n#[deprecated(note = \"W\")]\n#[a::b(c, d = \"W\", e(f), [g])]\n#[h = \"W\"]\n#[cfg_attr(W, deprecated(note = \"a\"))]\npub struct A {\n}",
    "#[a()]\n#[b(c())]\n#[derive(A, ::b::W)]\nstruct A;",
    "pub struct A {\n    pub W: B<C, D<W>>,\n    pub implW: W<[u8; 4], &'static str, dyn Fn(A, W) -> B>,\n    pub b: (A, W),\n    pub c: (W,),\n    pub d: ::a::W<B>::C<'a, W>,\n    pub e: fn(A, W) -> W,\n}",
    "pub struct A(pub W);",
    "pub struct A(pub W<B>);",
    "pub enum A {\n    W,\n    B(W),\n    W(C<D, W>),\n    C((A, W)),\n}",
    "impl A for W {\n}",
    "impl<A: B, W: C + D + ?Sized> A<B, W> for W<C> {\n}",
    "impl<'a, A: B<W> + C> W<A> {\n}",
    "pub trait A: B + W {\n    fn a(&mut self, b: W, c: D) -> E<W>;\n    fn W(&self) -> impl ::a::B<C = W<D, W>> + Send;\n    fn b();\n}",
    "impl A {\n    pub fn W(a: B, mut b: W, (c, W(d)): E) -> Self {\n        1\n    }\n    async fn a<'de, A: B<'de> + W, C>(d: &mut W) -> ::e::F<W> {\n        1\n    }\n    fn b(#[cfg(W)] c: D, e: W) {\n        1\n    }\n}",
    "impl A {\n    const A: &'static str = \"W\";\n    const B: &'static W<C> = <W as a::B>::C;\n    const C: &'static [A] = &[A::W, A::B, #[cfg(W)] A::C];\n    const D: &'static [A] = &[#[cfg(a)] \"b\", \"W\"];\n    type E = rt::Both<(A, W), (W, B<C>)>;\n    type W = (A<W>,);\n}",
    "pub const A: &str = r#\"{\"a\":\"W\"}\"#;",
    "const A: &[u8] = &[0b1, 0b1111111111111111, 2, 3333333333, 'a', b'a', true, false, #[cfg(W)] true, 4, 5];",
    "const A: B = &W { a: \"b\", c: &[d, W], e: 1 };",
    "const A: B = &W {\n    a: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\n    b: &[\"W\", c],\n    d: &a::b::<1>(&[true, W]),\n};",
    "const A: B = if cfg!(W) { \"a\" } else { \"b\" };",
    "const A: B = if cfg!(any(a, feature = \"W\")) { if cfg!(c) { \"W\" } else { \"b\" } } else if cfg!(W) { \"d\" } else { \"e\" };",
    "const A: &'static [B] = &[a::B::new(\"W\"), a::B { c: true, d: &[\"W\"], ..a::B::new(\"e\") }, #[cfg(W)] a::B { ..C }];",
    "a::b!(W);",
    "a::b!(A(W::B));",
    "a::b!(A(crate::W<C, D>), (), [a.b], {c}, ::d, e => f, &'a g, !h, i!(j));",
    "fn a() {\n    self.W = Some(a.into());\n    self.W\n}",
    "fn a() {\n    Self { a, b: W, #[cfg(d)] c: e }\n}",
    "fn a() {\n    Ok(W { #[cfg(e)] a, #[cfg(W)] b: c })\n}",
    "fn a() {\n    a::b(W).map(Self::C)\n}",
    "fn a() {\n    a::b(c, <Self as a::B>::C, (a::W(&self.d), &self.W, e), f)\n}",
    "fn a() {\n    a::b(c, (&self.W,))\n}",
    "fn a() {\n    a::b((c, W))\n}",
    "fn a() {\n    a::b(#[cfg(W)] (c, d))\n}",
    "fn a() {\n    a::b(c, &mut a::B::new(&mut (&mut a, #[cfg(c)] &mut W), &mut (&mut d,)))?;\n}",
    "fn a() {\n    let W = a::B(c, W);\n    let mut b = None;\n    let (a, W) = c(d)?;\n    let Some(W) = a else { return Err(b::c()) };\n}",
    "fn a() {\n    self.W(a, b);\n    a.W(b).c();\n    selfs.W(a, b);\n    a.b.W.c(d).e?.f;\n    \"a\".W().b()\n}",
    "fn a() {\n    match a {\n        A::B => \"W\",\n        A::W => b::c(d).e(A::W),\n        A::C(ref d, W) => d.e(f, W),\n        A::D(W) => &d.W,\n        0 => Ok(()),\n        \"W\" => a.b(|c: D| e.W(c).f(|()| g::H {})),\n        #[cfg(W)]\n        _ => Err(W::a()),\n    }\n}",
    "fn a() {\n    match *self {\n    }\n}",
    "fn a() {\n    match a {\n        A => call.W(|a: B| c.d(a)),\n        W => call.run_async(async |a: W| server.b(a).await.map(|()| c::D {})).await,\n        B => a::b(|c: W| d(c)),\n        C => call.a(|c: D, W| e),\n    }\n}",
    "fn a() {\n    a::b(c, &W::new(a, W)).map(|a::B {}| ())\n}",
    "fn a() {\n    async move { a::b(self, &W).await.map(|a::B {}| ()) }\n}",
    "fn a() {\n    a::b(async move { W })\n}",
];

#[test]
fn lines_are_as_prettyplease_writes_them() {
    for item in ITEMS {
        for width in (1..=100).chain([130]) {
            let item = item.replace('W', &"W".repeat(width));
            // In no module, in some, and in so many that the minimal room applies.
            for depth in [0, 1, 2, 9] {
                let code = in_modules(depth, &item);
                let wanted = prettyplease::unparse(&syn::parse_file(&code).unwrap());
                let mut laid_out = String::new();
                lay_out(&code, 0, &mut laid_out);
                assert_eq!(laid_out, wanted, "{code}");
            }
        }
    }
}

/// Returns an item in modules.
fn in_modules(depth: usize, item: &str) -> String {
    let mut code = item.to_owned();
    for _ in 0..depth {
        let lines = code.lines().map(|line| format!("    {line}\n"));
        code = format!("mod a {{\n{}}}\n", lines.collect::<String>());
    }
    code
}

/// A line of an unknown form, or with deeper nesting, is kept as text.
#[test]
fn nothing_is_lost() {
    let deep = format!("a({}{});", "(".repeat(1000), ")".repeat(1000));
    let strange = format!("a <= {} ? |b| {{ c; d }} : [e; 3] , ) >;", "W".repeat(100));
    for line in [deep, strange] {
        let mut laid_out = String::new();
        lay_out(&line, 0, &mut laid_out);
        let essence = |text: &str| text.replace([' ', '\n', ','], "");
        assert_eq!(essence(&laid_out), essence(&line));
    }
}
