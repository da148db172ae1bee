//! A network of one's own, where everything that a hostile file points to is answered by somebody who counts.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};

use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, netlink, recv, sendto, socket_with};

/// Hostile files point here.
pub const PORT: u16 = 47_305;

/// What the kernel counts, by the line and the column of its tables.
const COUNTED: [(&str, &str); 4] =
    [("Ip:", "OutRequests"), ("Ip:", "OutNoRoutes"), ("Tcp:", "ActiveOpens"), ("Udp:", "OutDatagrams")];

/// Who listens, and how this thread is cut off.
#[derive(Debug)]
pub struct Network {
    stream: TcpListener,
    datagrams: UdpSocket,
    /// Why there is no network of one's own, where there is none.
    pub shared: Option<String>,
    sent: Vec<u64>,
}

impl Network {
    /// Cuts this thread and what it starts off from every network but a loopback of its own, and listens there. Where
    /// that is not permitted, it listens on the loopback of the machine.
    ///
    /// # Errors
    /// When nobody can listen.
    pub fn enter() -> Result<Self, String> {
        let shared = isolate().err();
        let place = (Ipv4Addr::LOCALHOST, PORT);
        let said = |error: std::io::Error| format!("nobody can listen on 127.0.0.1:{PORT}: {error}");
        let stream = TcpListener::bind(place).map_err(said)?;
        let datagrams = UdpSocket::bind(place).map_err(said)?;
        stream.set_nonblocking(true).and_then(|()| datagrams.set_nonblocking(true)).map_err(said)?;
        Ok(Self { stream, datagrams, shared, sent: sent() })
    }

    /// Whether anybody knocked or, in a network of one's own, anything was sent at all.
    ///
    /// # Errors
    /// What came.
    pub fn is_quiet(&self) -> Result<(), String> {
        match self.stream.accept() {
            Ok((_, from)) => return Err(format!("something connected to the listener from {from}")),
            Err(error) if error.kind() != ErrorKind::WouldBlock => return Err(format!("the listener failed: {error}")),
            Err(_) => {}
        }
        if let Ok((length, from)) = self.datagrams.recv_from(&mut [0; 64]) {
            return Err(format!("a datagram of {length} bytes came to the listener from {from}"));
        }
        let sent = sent();
        if self.shared.is_none() && sent != self.sent {
            return Err(format!("something was sent: {COUNTED:?} went from {:?} to {sent:?}", self.sent));
        }
        Ok(())
    }
}

/// A new network for this thread, with its loopback up.
fn isolate() -> Result<(), String> {
    nix::sched::unshare(nix::sched::CloneFlags::CLONE_NEWNET).map_err(|error| error.to_string())?;
    loopback_up().map_err(|error| format!("its loopback cannot be brought up: {error}"))
}

/// Asks the kernel to bring up interface 1, which is the loopback.
fn loopback_up() -> rustix::io::Result<()> {
    const SET_LINK: u16 = 16;
    const REQUEST_WITH_ANSWER: u16 = 5;
    const UP: u32 = 1;
    let mut message = Vec::new();
    message.extend(32_u32.to_ne_bytes());
    message.extend(SET_LINK.to_ne_bytes());
    message.extend(REQUEST_WITH_ANSWER.to_ne_bytes());
    message.extend([0; 8]);
    message.extend([0; 4]);
    message.extend(1_i32.to_ne_bytes());
    message.extend(UP.to_ne_bytes());
    message.extend(UP.to_ne_bytes());
    let kernel = socket_with(AddressFamily::NETLINK, SocketType::RAW, SocketFlags::CLOEXEC, None)?;
    sendto(&kernel, &message, SendFlags::empty(), &netlink::SocketAddrNetlink::new(0, 0))?;
    let mut answer = [0_u8; 256];
    let (length, _) = recv(&kernel, &mut answer, RecvFlags::empty())?;
    // The head of the answer has 16 bytes; the number after it is 0 when all is well.
    match answer.get(16..20).filter(|_| length >= 20) {
        Some([0, 0, 0, 0]) => Ok(()),
        _ => Err(rustix::io::Errno::PERM),
    }
}

/// What the kernel counted in the network of this thread.
fn sent() -> Vec<u64> {
    let tables = std::fs::read_to_string("/proc/thread-self/net/snmp").unwrap_or_default();
    COUNTED.iter().map(|(table, column)| counted(&tables, table, column).unwrap_or(0)).collect()
}

/// The number in a table that stands as a line of names above a line of numbers.
fn counted(tables: &str, table: &str, column: &str) -> Option<u64> {
    let mut lines = tables.lines().filter(|line| line.starts_with(table));
    let at = lines.next()?.split(' ').position(|name| name == column)?;
    lines.next()?.split(' ').nth(at)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_below_its_name() {
        let tables = "Ip: Forwarding OutRequests\nIp: 2 17\nUdp: InDatagrams OutDatagrams\nUdp: 3 4\n";
        assert_eq!(counted(tables, "Ip:", "OutRequests"), Some(17));
        assert_eq!(counted(tables, "Udp:", "OutDatagrams"), Some(4));
        assert_eq!(counted(tables, "Tcp:", "ActiveOpens"), None);
    }

    #[test]
    fn whoever_connects_or_sends_is_noticed() {
        let noticed = std::thread::spawn(|| {
            let network = Network::enter().unwrap();
            network.is_quiet().unwrap();
            let sender = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            sender.send_to(b"x", (Ipv4Addr::LOCALHOST, PORT)).unwrap();
            network.is_quiet().is_err()
        });
        assert!(noticed.join().unwrap());
    }
}
