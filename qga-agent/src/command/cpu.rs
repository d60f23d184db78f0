//! `guest-get-vcpus`.

use qapi_wire::new;
use qga_types::GuestLogicalProcessor;

use crate::failure::Failure;
use crate::system::Root;

const FOLDER: &str = "sys/devices/system/cpu";

/// Returns the processors that the kernel knows, by number.
pub(crate) fn processors(root: &Root) -> Result<Vec<GuestLogicalProcessor>, Failure> {
    let numbers = root.numbered(FOLDER, "cpu")?;
    numbers
        .into_iter()
        .map(|number| {
            let id = i64::try_from(number).map_err(|_| Failure::form(FOLDER, number))?;
            // A processor that cannot go offline has no such file.
            let file = format!("{FOLDER}/cpu{number}/online");
            if !root.path(&file).exists() {
                return Ok(new!(GuestLogicalProcessor {
                    logical_id: id,
                    online: true,
                    can_offline: false
                }));
            }
            let online = root.read(&file)?.trim() != "0";
            Ok(new!(GuestLogicalProcessor {
                logical_id: id,
                online,
                can_offline: true
            }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::tests::tree;

    #[test]
    fn a_machine_that_does_not_tell_is_an_error() {
        let (_folder, root) = tree(&[]);
        let failure = processors(&root).unwrap_err().to_string();
        assert!(
            failure.ends_with("system/cpu: No such file or directory"),
            "{failure}"
        );
    }

    #[test]
    fn processors_come_by_number_and_others_are_passed_over() {
        let (_folder, root) = tree(&[
            ("sys/devices/system/cpu/cpu0/topology/core_id", "0"),
            ("sys/devices/system/cpu/cpu10/online", "1\n"),
            ("sys/devices/system/cpu/cpu2/online", "0\n"),
            ("sys/devices/system/cpu/cpufreq/policy0", ""),
            ("sys/devices/system/cpu/cpu+1/online", "1\n"),
        ]);
        let processor = |logical_id, online| new!(GuestLogicalProcessor { logical_id, online });
        assert_eq!(
            processors(&root).unwrap(),
            [
                processor(0, true).with_can_offline(false),
                processor(2, false).with_can_offline(true),
                processor(10, true).with_can_offline(true),
            ]
        );
    }
}
