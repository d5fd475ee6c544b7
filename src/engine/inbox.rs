//! Commands that have arrived and are not handled yet.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::protocol::Command;

/// A queue between the message handler and the loop.
#[derive(Clone, Default)]
pub struct Inbox(Rc<RefCell<Queue>>);

#[derive(Default)]
struct Queue {
    commands: VecDeque<Command>,
    waiting: Option<Waker>,
}

impl Inbox {
    /// Adds a command and wakes the loop.
    pub fn put(&self, command: Command) {
        let mut queue = self.0.borrow_mut();
        queue.commands.push_back(command);
        if let Some(waker) = queue.waiting.take() {
            waker.wake();
        }
    }

    /// Puts a command back to where it was taken from.
    pub fn put_back(&self, command: Command) {
        self.0.borrow_mut().commands.push_front(command);
    }

    /// Whether a command has arrived and waits.
    pub fn has(&self, wanted: impl Fn(&Command) -> bool) -> bool {
        self.0.borrow().commands.iter().any(wanted)
    }

    /// The next command, if one is there.
    pub fn try_next(&self) -> Option<Command> {
        self.0.borrow_mut().commands.pop_front()
    }

    /// The next command, as soon as there is one.
    pub async fn next(&self) -> Command {
        poll_fn(|context| {
            let mut queue = self.0.borrow_mut();
            match queue.commands.pop_front() {
                Some(command) => Poll::Ready(command),
                None => {
                    queue.waiting = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}
