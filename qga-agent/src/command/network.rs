//! `guest-network-get-interfaces`.

use std::net::{Ipv4Addr, Ipv6Addr};

use nix::ifaddrs::{InterfaceAddress, getifaddrs};
use qapi_wire::new;
use qga_types::{
    GuestIpAddress, GuestIpAddressType, GuestNetworkInterface, GuestNetworkInterfaceStat,
};

use crate::failure::Failure;
use crate::system::{Root, decimal};

/// Returns all interfaces. Those with an address have traffic counters.
pub(crate) fn interfaces(root: &Root) -> Result<Vec<GuestNetworkInterface>, Failure> {
    let entries = getifaddrs().map_err(Failure::system("failed to list network interfaces"))?;
    let counters = root.read("proc/net/dev").unwrap_or_default();
    let mut interfaces: Vec<GuestNetworkInterface> = Vec::new();
    for entry in entries {
        let name = &entry.interface_name;
        let known = interfaces.iter().position(|known| known.name == *name);
        let at = known.unwrap_or_else(|| {
            interfaces.push(GuestNetworkInterface::new(name.as_str()));
            interfaces.len() - 1
        });
        if let Some(interface) = interfaces.get_mut(at) {
            describe(interface, &entry, &counters);
        }
    }
    Ok(interfaces)
}

/// Adds one entry of the system's list, which has an entry for each address.
fn describe(interface: &mut GuestNetworkInterface, entry: &InterfaceAddress, counters: &str) {
    if let Some(hardware) = hardware_address(entry) {
        interface.hardware_address = Some(hardware);
    }
    let Some(address) = ip_address(entry) else {
        return;
    };
    interface.ip_addresses.get_or_insert_default().push(address);
    if interface.statistics.is_none() {
        interface.statistics = statistics(counters, &interface.name);
    }
}

fn hardware_address(entry: &InterfaceAddress) -> Option<String> {
    let link = entry.address.as_ref()?.as_link_addr()?;
    let pairs = link.addr()?.map(|byte| format!("{byte:02x}"));
    // Addresses of tunnels have other lengths. They are not hardware addresses of this form.
    (link.halen() == 6).then(|| pairs.join(":"))
}

fn ip_address(entry: &InterfaceAddress) -> Option<GuestIpAddress> {
    let address = entry.address.as_ref()?;
    let mask = entry.netmask.as_ref();
    if let Some(address) = address.as_sockaddr_in() {
        let mask = mask.and_then(|mask| Some(mask.as_sockaddr_in()?.ip()));
        let prefix = u32::from(mask.unwrap_or(Ipv4Addr::BROADCAST)).count_ones();
        let address = address.ip().to_string();
        return Some(new!(GuestIpAddress {
            ip_address: address,
            ip_address_type: GuestIpAddressType::Ipv4,
            prefix: i64::from(prefix)
        }));
    }
    let address = address.as_sockaddr_in6()?;
    let mask = mask.and_then(|mask| Some(mask.as_sockaddr_in6()?.ip()));
    let prefix = u128::from(mask.unwrap_or(Ipv6Addr::from(u128::MAX))).count_ones();
    let address = address.ip().to_string();
    Some(new!(GuestIpAddress {
        ip_address: address,
        ip_address_type: GuestIpAddressType::Ipv6,
        prefix: i64::from(prefix)
    }))
}

/// Reads an interface's line of `/proc/net/dev`: eight counters received, then eight sent.
fn statistics(counters: &str, name: &str) -> Option<GuestNetworkInterfaceStat> {
    let figures = counters.lines().find_map(|line| {
        let (interface, figures) = line.rsplit_once(':')?;
        (interface.trim() == name).then_some(figures)
    })?;
    let figures: Vec<u64> = figures
        .split_ascii_whitespace()
        .map(decimal)
        .collect::<Option<_>>()?;
    let [rx @ .., _, _, _, _] = figures.first_chunk::<8>()?;
    let [tx @ .., _, _, _, _] = figures.get(8..)?.first_chunk::<8>()?;
    Some(new!(GuestNetworkInterfaceStat {
        rx_bytes: rx[0],
        rx_packets: rx[1],
        rx_errs: rx[2],
        rx_dropped: rx[3],
        tx_bytes: tx[0],
        tx_packets: tx[1],
        tx_errs: tx[2],
        tx_dropped: tx[3]
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_of_an_interface() {
        let file = "Inter-|   Receive  |  Transmit\n face |bytes    packets\n\
            \x20   lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n\
            eth0:0: 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2\n";
        let lo = statistics(file, "lo").unwrap();
        assert_eq!(
            lo,
            new!(GuestNetworkInterfaceStat {
                rx_bytes: 1,
                rx_packets: 2,
                rx_errs: 3,
                rx_dropped: 4,
                tx_bytes: 9,
                tx_packets: 10,
                tx_errs: 11,
                tx_dropped: 12
            })
        );
        assert_eq!(statistics(file, "eth0:0").unwrap().tx_dropped, 2);
        assert_eq!(statistics(file, "eth0"), None);
        assert_eq!(statistics("lo: 1 2 3\n", "lo"), None);
    }
}
