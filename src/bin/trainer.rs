//! The worker: everything that touches a tensor, off the page's thread.

fn main() {
    forget_me_not::engine::start();
}
