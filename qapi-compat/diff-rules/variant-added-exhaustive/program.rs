use qmp::Mode;

pub fn changes(mode: &Mode) -> bool {
    match mode {
        Mode::Read | Mode::Unknown(_) => false,
        Mode::Write => true,
    }
}
