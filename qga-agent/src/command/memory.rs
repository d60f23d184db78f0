//! `guest-get-memory-blocks`, `guest-get-memory-block-info`.

use qapi_wire::new;
use qga_types::{GuestMemoryBlock, GuestMemoryBlockInfo};

use crate::failure::Failure;
use crate::system::Root;

const FOLDER: &str = "sys/devices/system/memory";

/// Returns the blocks of memory, by number. There are none if the kernel does not divide memory.
pub(crate) fn blocks(root: &Root) -> Result<Vec<GuestMemoryBlock>, Failure> {
    if !root.path(FOLDER).exists() {
        return Ok(Vec::new());
    }
    let numbers = root.numbered(FOLDER, "memory")?;
    numbers
        .into_iter()
        .map(|number| {
            let state = root.read(format!("{FOLDER}/memory{number}/state"))?;
            let removable = root.read_if_there(format!("{FOLDER}/memory{number}/removable"));
            let block = new!(GuestMemoryBlock {
                phys_index: number,
                online: state.trim() == "online"
            });
            Ok(block.with_can_offline(removable.is_some_and(|flag| flag != "0")))
        })
        .collect()
}

/// Returns the size of each block.
pub(crate) fn block_info(root: &Root) -> Result<GuestMemoryBlockInfo, Failure> {
    let file = format!("{FOLDER}/block_size_bytes");
    let content = root.read(&file)?;
    u64::from_str_radix(content.trim(), 16)
        .map(GuestMemoryBlockInfo::new)
        .map_err(|_| Failure::form(file, content.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::tests::tree;

    #[test]
    fn blocks_and_their_size() {
        let (_folder, root) = tree(&[
            ("sys/devices/system/memory/block_size_bytes", "8000000\n"),
            (
                "sys/devices/system/memory/memory32/state",
                "going-offline\n",
            ),
            ("sys/devices/system/memory/memory32/removable", "0\n"),
            ("sys/devices/system/memory/memory4/state", "online\n"),
            ("sys/devices/system/memory/memory4/removable", "1\n"),
        ]);
        assert_eq!(
            blocks(&root).unwrap(),
            [
                new!(GuestMemoryBlock {
                    phys_index: 4,
                    online: true,
                    can_offline: true
                }),
                new!(GuestMemoryBlock {
                    phys_index: 32,
                    online: false,
                    can_offline: false
                }),
            ]
        );
        assert_eq!(block_info(&root).unwrap().size, 128 << 20);
    }

    #[test]
    fn a_kernel_without_blocks_has_none_and_no_size() {
        let (_folder, root) = tree(&[]);
        assert_eq!(blocks(&root).unwrap(), []);
        assert!(block_info(&root).is_err());
        let (_folder, root) = tree(&[("sys/devices/system/memory/block_size_bytes", "big\n")]);
        let failure = block_info(&root).unwrap_err().to_string();
        assert!(failure.contains("'big'"), "{failure}");
    }
}
