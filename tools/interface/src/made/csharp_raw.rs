//! C#: the functions as C has them, the types of the program's own functions and structures, and a safe handle for
//! each noun.

use super::Made;
use super::csharp::{DIRECTORY, MADE, lower_name, name};
use crate::model::{Function, Interface, Kind, Parameter, Returned};

pub fn files(interface: &Interface) -> Vec<Made> {
    vec![native(interface), handles(interface)]
}

fn native(interface: &Interface) -> Made {
    let mut text = format!(
        "{MADE}using System;\nusing System.Runtime.InteropServices;\n\nnamespace Omnifund.Raw\n{{\n    \
         /// <summary>The library's functions, as C has them.</summary>\n    internal static class Native\n    {{\n        \
         /// <summary>The number of the binary interface that they are of.</summary>\n        \
         internal const int Abi = {};\n",
        interface.abi
    );
    for callback in &interface.callbacks {
        let returned = returned(&callback.returns);
        let name = name(&callback.name);
        text += &delegate(returned, &name, &callback.parameters);
    }
    for one in &interface.structs {
        let of = name(&one.name);
        for member in one.members.iter().filter(|one| one.kind == Kind::Function) {
            let returned = if member.c_type == "void" {
                "void"
            } else {
                "int"
            };
            let name = format!("{of}{}", name(&member.name));
            text += &delegate(returned, &name, &member.parameters);
        }
        text += &format!(
            "\n        [StructLayout(LayoutKind.Sequential)]\n        internal struct {of}\n        {{\n"
        );
        for member in &one.members {
            let member_type = match member.kind {
                Kind::Size => "UIntPtr",
                Kind::Uint32 => "uint",
                _ => "IntPtr",
            };
            text += &format!(
                "            internal {member_type} {};\n",
                name(&member.name)
            );
        }
        text += "        }\n";
    }
    for function in &interface.functions {
        text += &imported(function);
    }
    Made::new(format!("{DIRECTORY}/Native.cs"), text + "    }\n}\n")
}

/// What is lent for a call comes as a plain pointer.
fn delegate(returned: &str, name: &str, parameters: &[Parameter]) -> String {
    let parameters: Vec<String> = parameters
        .iter()
        .map(|one| {
            let the_type = match one.kind {
                Kind::Int32 => "int",
                Kind::Int64 => "long",
                Kind::Size => "UIntPtr",
                Kind::OutUserdata => "out IntPtr",
                _ => "IntPtr",
            };
            format!("{the_type} {}", lower_name(&one.name))
        })
        .collect();
    format!(
        "\n        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]\n        internal delegate {returned} {name}({});\n",
        parameters.join(", ")
    )
}

fn imported(function: &Function) -> String {
    let parameters: Vec<String> = function
        .parameters
        .iter()
        .map(|one| format!("{} {}", parameter(one), lower_name(&one.name)))
        .collect();
    let head = format!("internal static extern {} ", returned(&function.returns));
    format!(
        "\n        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]\n        {head}{}({});\n",
        function.c_name,
        parameters.join(", ")
    )
}

fn parameter(one: &Parameter) -> String {
    let of = || name(one.of.as_deref().unwrap_or_default());
    match one.kind {
        Kind::Handle => format!("{}Handle", of()),
        Kind::OutHandle => format!("out {}Handle", of()),
        Kind::OutNumber => "out long".to_owned(),
        Kind::OutError => "out ErrorHandle".to_owned(),
        Kind::Text => "Text".to_owned(),
        Kind::Bytes => "Bytes".to_owned(),
        Kind::Int32 => "int".to_owned(),
        Kind::Int64 => "long".to_owned(),
        Kind::Uint32 => "uint".to_owned(),
        Kind::Size => "UIntPtr".to_owned(),
        Kind::Callback => of(),
        Kind::Struct => format!("ref {}", of()),
        _ => "IntPtr".to_owned(),
    }
}

fn returned(returns: &Returned) -> &'static str {
    match returns.kind {
        Kind::Nothing => "void",
        Kind::Code | Kind::Int32 => "int",
        Kind::Int64 => "long",
        _ => "IntPtr",
    }
}

fn handles(interface: &Interface) -> Made {
    let mut text = format!(
        "{MADE}using System;\n\nnamespace Omnifund.Raw\n{{\n    // Of each noun a handle, which ends what it holds when \
         nobody uses it any more, and no sooner.\n"
    );
    for noun in &interface.nouns {
        let class = format!("{}Handle", name(&noun.name));
        text += &format!(
            "\n    internal sealed class {class} : Handle\n    {{\n        \
             /// <summary>For what may be missing.</summary>\n        \
             internal static readonly {class} None = new {class}();\n\n        \
             public {class}()\n        {{\n        }}\n\n        \
             internal {class}(IntPtr given, bool isLent) : base(given, isLent)\n        {{\n        }}\n\n        \
             protected override bool ReleaseHandle()\n        {{\n            Native.{}_free(handle);\n            \
             return true;\n        }}\n    }}\n",
            noun.c_name
        );
    }
    Made::new(format!("{DIRECTORY}/Handles.cs"), text + "}\n")
}
