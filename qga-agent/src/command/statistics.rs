//! `guest-get-cpustats`, `guest-get-diskstats`, `guest-get-load`.

use nix::unistd::{SysconfVar, sysconf};
use qapi_wire::new;
use qga_types::{
    GuestCpuStats, GuestCpuStatsBranch, GuestDiskStats, GuestDiskStatsInfo, GuestLinuxCpuStats,
    GuestLoadAverage,
};

use crate::failure::Failure;
use crate::system::{Root, decimal};

/// Returns the time that each processor spent in each state, in milliseconds.
pub(crate) fn processors(root: &Root) -> Result<Vec<GuestCpuStats>, Failure> {
    const FILE: &str = "proc/stat";
    let ticks = sysconf(SysconfVar::CLK_TCK).ok().flatten();
    let ticks = ticks.and_then(|ticks| u64::try_from(ticks).ok());
    let ticks = ticks.filter(|&ticks| ticks > 0).unwrap_or(100);
    let content = root.read(FILE)?;
    // The line of the sum has no number.
    let lines = content.lines().filter_map(|line| {
        let (name, figures) = line.split_once(' ')?;
        let number = decimal(name.strip_prefix("cpu")?)?;
        Some((line, number, figures))
    });
    lines
        .map(|(line, number, figures)| {
            processor(number, figures, ticks).ok_or_else(|| Failure::form(FILE, line))
        })
        .collect()
}

fn processor(number: u64, figures: &str, ticks: u64) -> Option<GuestCpuStats> {
    let mut figures = figures.split_ascii_whitespace().map(|figure| {
        let figure = decimal(figure)?;
        Some(figure.saturating_mul(1000) / ticks)
    });
    let mut next = || figures.next().flatten();
    let mut stats = new!(GuestLinuxCpuStats {
        cpu: i64::try_from(number).ok()?,
        user: next()?,
        nice: next()?,
        system: next()?,
        idle: next()?
    });
    stats.iowait = next();
    stats.irq = next();
    stats.softirq = next();
    stats.steal = next();
    stats.guest = next();
    stats.guestnice = next();
    Some(GuestCpuStats::new(GuestCpuStatsBranch::Linux(stats)))
}

/// Returns the counters of block devices, in the kernel's order.
pub(crate) fn disks(root: &Root) -> Result<Vec<GuestDiskStatsInfo>, Failure> {
    const FILE: &str = "proc/diskstats";
    let content = root.read(FILE)?;
    content
        .lines()
        .map(|line| disk(line).ok_or_else(|| Failure::form(FILE, line)))
        .collect()
}

fn disk(line: &str) -> Option<GuestDiskStatsInfo> {
    let mut fields = line.split_ascii_whitespace();
    let major = decimal(fields.next()?)?;
    let minor = decimal(fields.next()?)?;
    let name = fields.next()?;
    let figures: Vec<u64> = fields.map(decimal).collect::<Option<_>>()?;
    let figure = |at: usize| figures.get(at).copied();
    let mut stats = GuestDiskStats::new();
    if figures.len() < 11 {
        // Kernels before 2.6.25 have only these counters of partitions.
        stats.read_ios = Some(figure(0)?);
        stats.read_sectors = Some(figure(1)?);
        stats.write_ios = Some(figure(2)?);
        stats.write_sectors = Some(figure(3)?);
        return Some(new!(GuestDiskStatsInfo {
            name,
            major,
            minor,
            stats
        }));
    }
    stats.read_ios = figure(0);
    stats.read_merges = figure(1);
    stats.read_sectors = figure(2);
    stats.read_ticks = figure(3);
    stats.write_ios = figure(4);
    stats.write_merges = figure(5);
    stats.write_sectors = figure(6);
    stats.write_ticks = figure(7);
    stats.ios_pgr = figure(8);
    stats.total_ticks = figure(9);
    stats.weight_ticks = figure(10);
    stats.discard_ios = figure(11);
    stats.discard_merges = figure(12);
    stats.discard_sectors = figure(13);
    stats.discard_ticks = figure(14);
    stats.flush_ios = figure(15);
    stats.flush_ticks = figure(16);
    Some(new!(GuestDiskStatsInfo {
        name,
        major,
        minor,
        stats
    }))
}

/// Returns the load averages.
pub(crate) fn load(root: &Root) -> Result<GuestLoadAverage, Failure> {
    const FILE: &str = "proc/loadavg";
    let content = root.read(FILE)?;
    let mut fields = content.split_ascii_whitespace().map(str::parse::<f64>);
    match (fields.next(), fields.next(), fields.next()) {
        (Some(Ok(one)), Some(Ok(five)), Some(Ok(fifteen))) => Ok(new!(GuestLoadAverage {
            load1m: one,
            load5m: five,
            load15m: fifteen
        })),
        _ => Err(Failure::form(FILE, content.trim())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::tests::tree;

    #[test]
    fn processors_without_their_sum() {
        let stat = "cpu  9 9 9 9\ncpu0 1 2 3 4 5 6 7 8 9 10\ncpu3 1 2 3 4\nintr 5\nctxt 1\n";
        let (_folder, root) = tree(&[("proc/stat", stat)]);
        let all = processors(&root).unwrap();
        let [first, second] = all.as_slice() else {
            panic!("{all:?}")
        };
        let GuestCpuStatsBranch::Linux(first) = &first.r#type else {
            panic!("{first:?}")
        };
        // Linux has 100 ticks a second on every machine that runs these tests.
        assert_eq!((first.cpu, first.user, first.guestnice), (0, 10, Some(100)));
        let GuestCpuStatsBranch::Linux(second) = &second.r#type else {
            panic!("{second:?}")
        };
        assert_eq!((second.cpu, second.idle, second.iowait), (3, 40, None));
    }

    #[test]
    fn disks_of_old_and_new_kernels() {
        let lines = " 8 1 sda1 1 2 3 4\n 8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n \
            253 0 dm-0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n";
        let (_folder, root) = tree(&[("proc/diskstats", lines)]);
        let all = disks(&root).unwrap();
        let [old, middle, new] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!(
            (old.stats.write_sectors, old.stats.read_ticks),
            (Some(4), None)
        );
        assert_eq!(
            (middle.stats.weight_ticks, middle.stats.discard_ios),
            (Some(11), None)
        );
        assert_eq!((new.major, new.stats.flush_ticks), (253, Some(17)));
        let (_folder, root) = tree(&[("proc/diskstats", "8 0 sda x\n")]);
        assert!(disks(&root).unwrap_err().to_string().contains("8 0 sda x"));
    }

    #[test]
    fn load_averages() {
        let (_folder, root) = tree(&[("proc/loadavg", "0.42 0.31 0.18 1/80 4711\n")]);
        assert_eq!(
            load(&root).unwrap(),
            new!(GuestLoadAverage {
                load1m: 0.42,
                load5m: 0.31,
                load15m: 0.18
            })
        );
        let (_folder, root) = tree(&[("proc/loadavg", "none\n")]);
        assert!(load(&root).is_err());
    }
}
