//! Names as parts with roles, and how much two of them agree.

pub mod alignment;
pub mod normal_form;
pub mod score;
