use qmp::*;

pub struct Label;

pub fn depth(size: &Size) -> Option<i64> {
    let _ = Label;
    size.depth
}
