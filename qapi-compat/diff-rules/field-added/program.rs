use qmp::Size;

pub fn width(size: &Size) -> i64 {
    let Size { width, .. } = size;
    *width
}

pub fn deep(size: Size) -> Size {
    size.with_depth(3)
}
