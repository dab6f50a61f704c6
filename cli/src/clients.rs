//! `client`: OAuth clients in the store.

use serde_json::json;

use crate::arguments::ClientCommand;
use crate::failure::Failure;
use crate::opened::Opened;
use crate::{secrets, shell, show};

/// `omnifund client`
pub fn run(opened: &Opened, command: ClientCommand) -> Result<(), Failure> {
    let store = &opened.store;
    match command {
        ClientCommand::Add(client) => {
            let what = format!("Client secret of {}", client.client_id);
            let secret = secrets::ask(&what, client.secret_stdin, "--secret-stdin")?;
            store.save_client(&client.name, &client.client_id, &secret)?;
            show::line(format!(
                "{:?} is kept, its secret sealed. Name it in the settings: OMNIFUND_CLIENT={}",
                client.name,
                shell::word(&client.name)
            ))
        }
        ClientCommand::List(output) => list(opened, output.json),
        ClientCommand::Rename { name, new_name } => {
            store.rename_client(&name, &new_name)?;
            show::line(format!(
                "{name:?} is {new_name:?} now; say so in the settings too: OMNIFUND_CLIENT={}",
                shell::word(&new_name)
            ))
        }
        ClientCommand::Replace(client) => {
            let what = format!("Client secret of {}", client.client_id);
            let secret = secrets::ask(&what, client.secret_stdin, "--secret-stdin")?;
            let sessions = store.replace_client(&client.name, &client.client_id, &secret)?;
            show::line(format!(
                "{:?} has the new id and secret. {sessions} session(s) go on to the end of their access \
                 token, then need a saved password or a human.",
                client.name
            ))
        }
        ClientCommand::Remove { name } => {
            store.remove_client(&name)?;
            show::line(format!(
                "{name:?} is forgotten. Its sessions stay in the store."
            ))
        }
    }
}

fn list(opened: &Opened, json: bool) -> Result<(), Failure> {
    let clients = opened.store.clients()?;
    if json {
        let clients: Vec<_> = clients
            .iter()
            .map(
                |kept| json!({"name": kept.name, "client_id": kept.client_id, "since": kept.since}),
            )
            .collect();
        return show::json(&json!(clients));
    }
    if clients.is_empty() {
        return show::line("The store keeps no OAuth client.");
    }
    let rows: Vec<_> = clients
        .into_iter()
        .map(|kept| vec![kept.name, kept.client_id, show::moment(kept.since)])
        .collect();
    show::table(&["NAME", "CLIENT ID", "SINCE"], rows)
}
