//! Empty: the package only pins what the tests compare with.
