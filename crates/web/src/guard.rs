//! Who may come in on one machine: whoever was given the launch secret, at exactly this address, from exactly these pages.
//!
//! A page of somebody else in the same browser can reach a server of this machine. It does not know the secret, its
//! `Origin` is not ours, and a name that it lets point here is not our `Host`.

use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Query, Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use crate::error::PageError;
use crate::frame::cookie;
use crate::state::Site;

/// How long a launch address is good for.
const LAUNCH_TIME: Duration = Duration::from_mins(1);

/// Launch secrets that wait to be used.
const SECRETS_MAX: usize = 16;

/// Nothing from elsewhere, nothing written into a page, no frame around us but our own.
const POLICY: &str = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; img-src 'self' data:";

/// A secret of 122 random bits, twice.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    fn new() -> Self {
        Self(format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()))
    }

    /// True for the same text, without telling by its time how much of it is the same.
    fn is(&self, other: &str) -> bool {
        self.0.len() == other.len() && self.0.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
    }
}

/// Who may come in.
#[derive(Debug)]
pub struct Access {
    host: String,
    session: Secret,
    launches: Mutex<Vec<(Secret, Instant)>>,
}

impl Access {
    /// Access to a server that listens here.
    pub fn new(address: SocketAddr) -> Self {
        Self { host: address.to_string(), session: Secret::new(), launches: Mutex::default() }
    }

    /// An address that lets one browser in, once, within a minute.
    pub fn launch_address(&self) -> String {
        let secret = Secret::new();
        let address = format!("http://{}/launch?secret={}", self.host, secret.0);
        let mut launches = self.launches.lock().unwrap_or_else(PoisonError::into_inner);
        launches.retain(|(_, since)| since.elapsed() < LAUNCH_TIME);
        if launches.len() < SECRETS_MAX {
            launches.push((secret, Instant::now()));
        }
        address
    }

    fn take(&self, asked: &str) -> bool {
        let mut launches = self.launches.lock().unwrap_or_else(PoisonError::into_inner);
        launches.retain(|(_, since)| since.elapsed() < LAUNCH_TIME);
        let Some(at) = launches.iter().position(|(secret, _)| secret.is(asked)) else { return false };
        launches.remove(at);
        true
    }

    /// Cookies are shared by all ports of a machine, so that the name carries ours.
    fn cookie_name(&self) -> String {
        format!("session-{}", self.host.rsplit(':').next().unwrap_or_default())
    }

    fn is_ours(&self, headers: &HeaderMap, method: &Method) -> bool {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()) == Some(&self.host);
        let origin = headers.get(ORIGIN).map(HeaderValue::as_bytes);
        let is_same = origin.is_none_or(|origin| origin == format!("http://{}", self.host).as_bytes());
        let site = headers.get(HeaderName::from_static("sec-fetch-site")).map(HeaderValue::as_bytes);
        let is_reading = method == Method::GET || method == Method::HEAD;
        // A form without an origin comes from no browser that we know of; one from elsewhere says so.
        host && is_same && (is_reading || site.is_none_or(|site| site == b"same-origin"))
    }
}

#[derive(Deserialize)]
pub struct Launch {
    secret: String,
}

/// Exchanges a launch secret for a session.
pub async fn launch(State(site): State<Site>, Query(launch): Query<Launch>) -> Result<Response, PageError> {
    if !site.access.take(&launch.secret) {
        return Err(PageError::new(
            StatusCode::FORBIDDEN,
            "这个打开地址已经用过或者超过了一分钟；请在程序窗口里按回车取得新的地址，或重新启动程序。",
            "This address was used already or is older than a minute; press Enter in the program's window for a new one, or start it again.",
        ));
    }
    let cookie = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200",
        site.access.cookie_name(),
        site.access.session.0
    );
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/start")).into_response())
}

/// Turns everybody else away, and says what a browser may do with our pages.
pub async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let open = path == "/launch" || path.starts_with("/assets/");
    let name = site.access.cookie_name();
    let known = cookie(request.headers(), &name).is_some_and(|session| site.access.session.is(session));
    let mut response = if !site.access.is_ours(request.headers(), request.method()) {
        PageError::new(
            StatusCode::FORBIDDEN,
            "请求不是从本程序的页面发出的，没有执行；请用程序打印的地址打开。",
            "The request does not come from a page of this program and was not carried out; use the address that the program printed.",
        )
        .into_response()
    } else if open || known {
        next.run(request).await
    } else {
        PageError::new(
            StatusCode::UNAUTHORIZED,
            "请用程序打印的地址打开工作台；在程序窗口里按回车会打印新的地址。",
            "Open the workbench by the address that the program printed; press Enter in its window for a new one.",
        )
        .into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // With less, a browser sends `Origin: null` with our own forms, and they would be turned away.
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
