use qmp::Mode;

pub fn changes(mode: &Mode) -> bool {
    match mode {
        Mode::Read => false,
        Mode::Write => true,
        _ => false,
    }
}
