//! `guest-network-get-route`.

use std::net::{Ipv4Addr, Ipv6Addr};

use qapi_wire::new;
use qga_types::GuestNetworkRoute;

use crate::failure::Failure;
use crate::system::Root;

/// Returns the kernel's routing tables, IPv4 first.
pub(crate) fn routes(root: &Root) -> Result<Vec<GuestNetworkRoute>, Failure> {
    let mut routes = table(root, "proc/net/route", 1, ipv4)?;
    routes.extend(table(root, "proc/net/ipv6_route", 0, ipv6)?);
    Ok(routes)
}

fn table(
    root: &Root,
    file: &str,
    headings: usize,
    read: fn(&str) -> Option<GuestNetworkRoute>,
) -> Result<Vec<GuestNetworkRoute>, Failure> {
    let content = root.read(file)?;
    let lines = content.lines().skip(headings);
    lines
        .map(|line| read(line).ok_or_else(|| Failure::form(file, line.trim_end())))
        .collect()
}

fn ipv4(line: &str) -> Option<GuestNetworkRoute> {
    let mut fields = line.split_ascii_whitespace();
    let interface = fields.next()?;
    // The kernel prints the four bytes as a number in native byte order.
    let address = |text| {
        let number = u32::from_str_radix(text, 16).ok()?;
        Some(Ipv4Addr::from(number.to_ne_bytes()).to_string())
    };
    let destination = address(fields.next()?)?;
    let gateway = address(fields.next()?)?;
    let flags = u64::from_str_radix(fields.next()?, 16).ok()?;
    let mut number = || fields.next()?.parse().ok();
    let (refcnt, usage, metric) = (number()?, number()?, number()?);
    let mask = address(fields.next()?)?;
    let mut number = || fields.next()?.parse().ok();
    let mut route = new!(GuestNetworkRoute {
        iface: interface,
        destination,
        metric,
        version: 4
    });
    route.gateway = Some(gateway);
    route.mask = Some(mask);
    route.flags = Some(flags);
    route.refcnt = Some(refcnt);
    route.r#use = Some(usage);
    route.mtu = Some(number()?);
    route.window = Some(number()?);
    route.irtt = Some(number()?);
    Some(route)
}

fn ipv6(line: &str) -> Option<GuestNetworkRoute> {
    let mut fields = line.split_ascii_whitespace();
    let address = |text| {
        let number = u128::from_str_radix(text, 16).ok()?;
        Some(Ipv6Addr::from(number).to_string())
    };
    let prefix = |text| Some(u8::from_str_radix(text, 16).ok()?.to_string());
    let number = |text| i64::from_str_radix(text, 16).ok();
    let destination = address(fields.next()?)?;
    let destination_prefix = prefix(fields.next()?)?;
    let source = address(fields.next()?)?;
    let source_prefix = prefix(fields.next()?)?;
    let next_hop = address(fields.next()?)?;
    let metric = number(fields.next()?)?;
    let refcnt = number(fields.next()?)?;
    let usage = number(fields.next()?)?;
    let flags = u64::from_str_radix(fields.next()?, 16).ok()?;
    let mut route = new!(GuestNetworkRoute {
        iface: fields.next()?,
        destination,
        metric,
        version: 6
    });
    route.desprefixlen = Some(destination_prefix);
    route.source = Some(source);
    route.srcprefixlen = Some(source_prefix);
    route.nexthop = Some(next_hop);
    route.refcnt = Some(refcnt);
    route.r#use = Some(usage);
    route.flags = Some(flags);
    Some(route)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::tests::tree;

    const SIX: &str = "20010db8000000000000000000000000 40 \
        00000000000000000000000000000000 00 fe800000000000000000000000000001 \
        00000400 00000001 00000000 00000003     eth0\n";

    #[test]
    fn both_tables() {
        let gateway = u32::from_ne_bytes([192, 0, 2, 1]);
        let mask = u32::from_ne_bytes([255, 255, 255, 0]);
        let four = format!(
            "Iface\tDestination\tGateway\nwlan0\t00000000\t{gateway:08X}\t0003\t1\t2\t100\t{mask:08X}\t1400\t5\t6  \n"
        );
        let (_folder, root) = tree(&[("proc/net/route", &four), ("proc/net/ipv6_route", SIX)]);
        let routes = routes(&root).unwrap();
        let [four, six] = routes.as_slice() else {
            panic!("{routes:?}")
        };
        let text = Option::as_deref;
        assert_eq!(
            (four.iface.as_str(), four.destination.as_str()),
            ("wlan0", "0.0.0.0")
        );
        assert_eq!(text(&four.gateway), Some("192.0.2.1"));
        assert_eq!(text(&four.mask), Some("255.255.255.0"));
        assert_eq!(
            (four.refcnt, four.r#use, four.metric),
            (Some(1), Some(2), 100)
        );
        assert_eq!(
            (four.mtu, four.window, four.irtt),
            (Some(1400), Some(5), Some(6))
        );
        assert_eq!(
            (four.flags, four.version, text(&four.nexthop)),
            (Some(3), 4, None)
        );
        assert_eq!(
            (six.iface.as_str(), six.destination.as_str()),
            ("eth0", "2001:db8::")
        );
        assert_eq!(text(&six.desprefixlen), Some("64"));
        assert_eq!(text(&six.nexthop), Some("fe80::1"));
        assert_eq!(
            (six.metric, six.version, text(&six.gateway)),
            (1024, 6, None)
        );
    }

    #[test]
    fn a_table_that_is_missing_or_odd_is_an_error() {
        let (_folder, root) = tree(&[("proc/net/route", "Iface\n")]);
        assert!(
            routes(&root)
                .unwrap_err()
                .to_string()
                .contains("ipv6_route")
        );
        let (_folder, root) = tree(&[("proc/net/route", "Iface\neth0 0\n")]);
        assert!(routes(&root).unwrap_err().to_string().contains("eth0 0"));
    }
}
