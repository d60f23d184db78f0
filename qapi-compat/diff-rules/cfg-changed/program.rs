pub fn depth(size: &qmp::Size) -> Option<i64> {
    size.depth
}
