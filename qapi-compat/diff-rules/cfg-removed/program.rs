pub fn width(size: &qmp::Size) -> i64 {
    size.width
}
