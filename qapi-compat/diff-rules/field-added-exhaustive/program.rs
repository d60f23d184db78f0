use qmp::Size;

pub fn twice(size: &Size) -> i64 {
    let Size { width } = size;
    width * 2
}
