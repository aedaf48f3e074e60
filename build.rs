//! How the program is linked, which starts anew for every search.
//!
//! Its code and tables stand at fixed addresses, so that no pointer in them is set right first: there are twenty thousand on a hundred pages,
//! each of which would be copied for it. A release has the C library in it, where its archives are installed, so that none is looked for,
//! mapped and bound. Stack, heap and files stand at random addresses as ever. Who says in RUSTFLAGS how to link is left alone.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// Libraries that the standard library asks for, each with the archives that serve instead.
const LIBRARIES: [(&str, &[&str]); 7] = [
    ("c", &["c", "gcc_eh", "gcc"]),
    ("gcc_s", &["c", "gcc_eh", "gcc"]),
    ("m", &["m"]),
    ("dl", &["dl"]),
    ("pthread", &["pthread"]),
    ("rt", &["rt"]),
    ("util", &["util"]),
];

/// What in RUSTFLAGS says how to link.
const LINKING: [&str; 5] = ["relocation-model", "crt-static", "sanitizer", "link-arg", "linker"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=CC");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|set| set == value);
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let is_ours = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && env::var("HOST") == env::var("TARGET");
    if !is_ours || LINKING.iter().any(|word| flags.contains(word)) {
        return Ok(());
    }
    println!("cargo::rustc-link-arg-bins=-no-pie");
    let scripts = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("archives");
    if is("PROFILE", "release") && write_scripts(&scripts)? {
        println!("cargo::rustc-link-arg-bins=-L{}", scripts.display());
        println!("cargo::rustc-link-arg-bins=-static");
    }
    Ok(())
}

/// Writes, for each library, what makes the linker take archives where it looks for a shared one; whether all are there.
fn write_scripts(directory: &Path) -> io::Result<bool> {
    fs::create_dir_all(directory)?;
    for (library, archives) in LIBRARIES {
        let Some(paths) = archives.iter().map(|name| archive(name)).collect::<Option<Vec<String>>>() else { return Ok(false) };
        fs::write(directory.join(format!("lib{library}.so")), format!("GROUP({})\n", paths.join(" ")))?;
    }
    Ok(true)
}

/// Where the C compiler finds an archive.
fn archive(name: &str) -> Option<String> {
    let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
    let found = Command::new(compiler).arg(format!("-print-file-name=lib{name}.a")).output().ok()?;
    let path = String::from_utf8(found.stdout).ok()?;
    // A name that is no path comes back as it is.
    Some(path.trim().to_owned()).filter(|path| Path::new(path).is_absolute())
}
