//! The library's name for the loader; and that Rust code can't be unloaded.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libomnifund_mysql.so.1");
    println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
}
