//! Values of the model as the templates show them.

mod card;
mod end;
mod head;
mod moment;

pub use card::Card;
pub use end::{End, ends};
pub use head::Head;
pub use moment::moment;
