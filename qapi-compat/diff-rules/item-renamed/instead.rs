use qmp::ImageSize as Size;

pub fn area(size: &Size) -> i64 {
    size.width * size.height
}
