//! The comparison of the GPU with the CPU, operator by operator.

use leptos::prelude::*;

use crate::client::Lab;
use crate::client::self_check::{difference, summary};
use crate::client::state::SelfTest;
use crate::client::summary::backend_name;
use crate::protocol::{Check, DeviceReport};
use crate::ui::parts::Plate;

/// The page on which the learner sees whether this machine's GPU can be trusted.
#[component]
pub fn SelfTestPage() -> impl IntoView {
    let lab = Lab::from_context();
    let busy = move || *lab.self_test.read() == SelfTest::Busy;
    let running = move || lab.status.get().is_active();
    let label = move || if busy() { "Comparing…" } else { "Compare now" };
    let result = move || {
        match lab.self_test.get() {
        SelfTest::Idle => view! { <p class="empty">"Nothing has been compared yet."</p> }.into_any(),
        SelfTest::Busy => {
            view! { <p class="empty" role="status">"The same small calculations run on both. This can take a minute."</p> }.into_any()
        }
        SelfTest::Failed(trouble) => view! { <p class="note bad" role="alert">{trouble.sentence}</p> }.into_any(),
        SelfTest::Done { device, checks } => view! { <Result device checks/> }.into_any(),
    }
    };
    view! {
        <div class="page self-test">
            <div class="page-intro">
                <h1>"Can this GPU be trusted?"</h1>
                <p>
                    "A GPU driver can be wrong without a word. Before this lab trains on a GPU, it lets GPU and CPU \
                     compute the same things and compares the answers. Here you can see the comparison."
                </p>
            </div>
            <Plate id="self-test" title="GPU against CPU" lead="Every operator that training needs, on small random numbers.">
                <div class="actions">
                    <button
                        type="button"
                        class="button primary"
                        aria-disabled=move || (busy() || running()).then_some("true")
                        on:click=move |_| lab.run_self_test()
                    >
                        {label}
                    </button>
                    <Show when=running><p class="small">"A run is going on; compare when it has ended."</p></Show>
                </div>
                {result}
            </Plate>
        </div>
    }
}

#[component]
fn Result(device: DeviceReport, checks: Vec<Check>) -> impl IntoView {
    let summary = summary(&device, &checks);
    let class = if summary.bad { "note bad" } else { "note" };
    let row = |check: Check| {
        let verdict = if check.passed() { "agrees" } else { "differs" };
        view! {
            <tr class:bad=!check.passed()>
                <th scope="row">{check.name.clone()}</th>
                <td class="figure" data-label="Largest difference">{difference(check.difference)}</td>
                <td class="figure" data-label="Accepted">{difference(check.tolerance)}</td>
                <td data-label="Verdict">{verdict}</td>
            </tr>
        }
    };
    let table = (!checks.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="Table of comparisons">
                <table class="checks">
                    <caption class="sr-only">"Largest difference between GPU and CPU for each operator"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Operator"</th>
                            <th scope="col">"Largest difference"</th>
                            <th scope="col">"Accepted"</th>
                            <th scope="col">"Verdict"</th>
                        </tr>
                    </thead>
                    <tbody>{checks.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <div class=class role="status"><p>{summary.sentence}</p></div>
        <dl class="facts">
            <dt>"Computes now"</dt>
            <dd>{backend_name(device.backend)}" · "{device.name}</dd>
            <dt>"Why"</dt>
            <dd>{device.reason}</dd>
        </dl>
        {table}
    }
}
