//! The pieces of a chapter, in order.

use leptos::prelude::*;

use super::claims::Claims;
use super::figures::FigurePlate;
use super::say::Say;
use crate::lesson::Text;
use crate::lesson::chapter::{Block, Pair, Term};
use crate::ui::parts::RichText;

/// All blocks of a chapter.
#[component]
pub fn Blocks(
    say: Say,
    /// The chapter's number, which its figures carry.
    number: usize,
    blocks: Vec<Block>,
) -> impl IntoView {
    let lab = say.lab;
    let block = move |block: Block| match block {
        Block::Paragraph { text } => view! { <p><RichText lab text/></p> }.into_any(),
        Block::Heading { text } => view! { <h2><RichText lab text/></h2> }.into_any(),
        Block::List { items, numbered: false } => items_of(say, "points", items).into_any(),
        Block::List { items, numbered: true } => numbered(say, items).into_any(),
        Block::Terms { items } => view! { <Terms say items/> }.into_any(),
        Block::Figure { figure, caption } => view! { <FigurePlate say number figure caption/> }.into_any(),
        Block::Analogy { title, intro, points, breaks } => {
            view! { <Analogy say title intro points breaks/> }.into_any()
        }
        Block::Claims { items } => view! { <Claims say items/> }.into_any(),
    };
    view! { <div class="prose">{blocks.into_iter().map(block).collect_view()}</div> }
}

fn items_of(say: Say, class: &'static str, items: Vec<Text>) -> impl IntoView {
    let item = move |text: Text| view! { <li><RichText lab=say.lab text/></li> };
    view! { <ul class=class>{items.into_iter().map(item).collect_view()}</ul> }
}

fn numbered(say: Say, items: Vec<Text>) -> impl IntoView {
    let item = move |text: Text| view! { <li><RichText lab=say.lab text/></li> };
    view! { <ol class="numbered">{items.into_iter().map(item).collect_view()}</ol> }
}

#[component]
fn Terms(say: Say, items: Vec<Term>) -> impl IntoView {
    let lab = say.lab;
    let term = move |Term { term, meaning }: Term| {
        view! { <div><dt><RichText lab text=term/></dt><dd><RichText lab text=meaning/></dd></div> }
    };
    view! { <dl class="terms">{items.into_iter().map(term).collect_view()}</dl> }
}

#[component]
fn Analogy(say: Say, title: Text, intro: Text, points: Vec<Pair>, breaks: Vec<Text>) -> impl IntoView {
    let lab = say.lab;
    let pair = move |Pair { there, here }: Pair| {
        view! {
            <li>
                <span class="pair-there"><RichText lab text=there/></span>
                <span class="pair-sign" aria-hidden="true">"→"</span>
                <span class="sr-only">{say.text(|words| &words.chapter.corresponds)}" "</span>
                <span class="pair-here"><RichText lab text=here/></span>
            </li>
        }
    };
    view! {
        <section class="analogy">
            <h2><RichText lab text=title/></h2>
            <p><RichText lab text=intro/></p>
            <ul class="pairs">{points.into_iter().map(pair).collect_view()}</ul>
            <h3>{say.text(|words| &words.chapter.breaks)}</h3>
            {items_of(say, "points", breaks)}
        </section>
    }
}
