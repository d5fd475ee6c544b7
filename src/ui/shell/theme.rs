//! Light or dark: as the system has it, or as the learner chose.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::Lab;
use crate::ui::parts::{Toggle, Toggles};

const SETTING: &str = "theme";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

const THEMES: [Toggle<Theme>; 3] = [
    Toggle { value: Theme::Auto, label: "Auto" },
    Toggle { value: Theme::Light, label: "Light" },
    Toggle { value: Theme::Dark, label: "Dark" },
];

/// The choice of the theme, kept over visits.
#[component]
pub fn ThemeChoice(lab: Lab) -> impl IntoView {
    let theme = RwSignal::new(Theme::default());
    spawn_local(async move {
        let kept = lab.kept_setting(SETTING).await;
        if let Some(choice) = THEMES.into_iter().find(|choice| kept.as_deref() == Some(choice.value.name())) {
            theme.set(choice.value);
        }
    });
    Effect::new(move |_| {
        // The style sheet reads the attribute; without a root element there is no page to colour.
        let Some(root) = document().document_element() else { return };
        let _ = match theme.get() {
            Theme::Auto => root.remove_attribute("data-theme"),
            chosen => root.set_attribute("data-theme", chosen.name()),
        };
    });
    let choose = move |chosen: Theme| {
        theme.set(chosen);
        lab.keep_setting(SETTING, chosen.name().into());
    };
    view! {
        <div class="theme-choice">
            <Toggles label="Colours" options=THEMES.to_vec() value=Signal::derive(move || Some(theme.get())) on_choose=choose/>
        </div>
    }
}
