use qmp::Mode;

pub fn changes(mode: &Mode) -> bool {
    matches!(mode, Mode::Write)
}
