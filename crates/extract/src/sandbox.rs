//! The walls around a worker. They are put up before it reads one foreign byte, and whatever it starts afterwards
//! (ffmpeg, ffprobe, heif-convert) is inside them too: it may read one file and the system's libraries, write in one
//! scratch folder, open no socket, trace nobody, and use bounded memory and time.

use crate::limits;
use crate::tools::Tools;
use crate::wire::PathBytes;
use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, LandlockStatus, PathBeneath, PathFd, Ruleset,
    RulesetAttr, RulesetCreated, RulesetCreatedAttr, RulesetStatus, Scope,
};
use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule, TargetArch,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What one worker may touch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Room {
    /// The one file it may read.
    pub(crate) item: Option<PathBytes>,
    /// The one folder it may write in.
    pub(crate) scratch: Option<PathBytes>,
    /// Programs it may start; with none of them, not even the system's libraries can be read.
    pub(crate) tools: Tools,
    /// Private writable memory, bytes.
    pub(crate) data_bytes: u64,
    /// Processor time, seconds.
    pub(crate) cpu_seconds: u64,
    /// Dies with the thread that started it.
    pub(crate) dies_with_parent: bool,
}

/// How far the kernel put up the walls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Walls {
    /// Landlock, the system call filter and the resource limits hold.
    Whole,
    /// They hold for files, programs and the network; what is named here, an older kernel does not hold back.
    Older(&'static str),
    /// The kernel has no Landlock.
    NoLandlock,
}

/// What a kernel lacks. Only tests name anything but `Nothing`, so that what happens on such a kernel can be seen on one
/// that has it all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lacking {
    /// The kernel is taken as it is.
    #[default]
    Nothing,
    /// As if it had no Landlock.
    Landlock,
    /// As if its Landlock were the first one (Linux 5.13).
    LaterLandlock,
    /// As if its Landlock were that of Linux 6.10.
    LatestLandlock,
    /// As if it could set no system call filter.
    SystemCallFilter,
}

/// Why a worker could not lock itself up.
#[derive(Debug, Error)]
pub(crate) enum SandboxError {
    #[error("setting the resource limits: {0}")]
    Limits(#[from] rustix::io::Errno),
    #[error("setting up Landlock: {0}")]
    Landlock(#[from] landlock::RulesetError),
    #[error("opening {path} for Landlock: {source}")]
    Path { path: String, source: landlock::PathFdError },
    #[error("building the system call filter: {0}")]
    Filter(#[from] seccompiler::BackendError),
    #[error("setting the system call filter: {0}")]
    Seccomp(#[from] seccompiler::Error),
    #[error("the kernel can set no system call filter")]
    NoFilter,
}

/// Locks this process up. There is no way back.
pub(crate) fn confine(room: &Room, lacking: Lacking) -> Result<Walls, SandboxError> {
    if room.dies_with_parent {
        set_parent_process_death_signal(Some(Signal::KILL))?;
    }
    limit_resources(room)?;
    let walls = match lacking {
        Lacking::Landlock => Walls::NoLandlock,
        Lacking::LaterLandlock => limit_files(room, ABI::V1)?,
        Lacking::LatestLandlock => limit_files(room, ABI::V5)?,
        Lacking::Nothing | Lacking::SystemCallFilter => limit_files(room, ABI::V6)?,
    };
    if lacking == Lacking::SystemCallFilter {
        return Err(SandboxError::NoFilter);
    }
    seccompiler::apply_filter(&system_call_filter()?)?;
    Ok(walls)
}

fn limit_resources(room: &Room) -> Result<(), SandboxError> {
    let limits = [
        (Resource::As, limits::ADDRESS_SPACE_BYTES),
        (Resource::Data, room.data_bytes),
        (Resource::Cpu, room.cpu_seconds),
        (Resource::Nofile, limits::OPEN_FILES),
        (Resource::Core, 0),
        (Resource::Fsize, limits::SCRATCH_FILE_BYTES),
    ];
    for (resource, bound) in limits {
        setrlimit(resource, Rlimit { current: Some(bound), maximum: Some(bound) })?;
    }
    Ok(())
}

/// Files: reads and writes that the room does not name are refused by the kernel, as are TCP connections and signals
/// to processes outside, as far as the kernel knows them up to the version `known`. ABI 1 (Linux 5.13) is the least that
/// counts as walls; what later versions added is a question of [`older`].
fn limit_files(room: &Room, known: ABI) -> Result<Walls, SandboxError> {
    let mut ruleset =
        Ruleset::default().set_compatibility(CompatLevel::BestEffort).handle_access(AccessFs::from_all(known))?;
    // The first versions have nothing to say of these, and an empty set is refused.
    if known >= ABI::V4 {
        ruleset = ruleset.handle_access(AccessNet::from_all(known))?;
    }
    if known >= ABI::V6 {
        ruleset = ruleset.scope(Scope::from_all(known))?;
    }
    let ruleset = with_rules(ruleset.create()?, room, known)?;
    let status = ruleset.restrict_self()?;
    Ok(match status.landlock {
        LandlockStatus::Available { effective_abi, .. }
            if status.no_new_privs && status.ruleset != RulesetStatus::NotEnforced =>
        {
            older(effective_abi.min(known))
        }
        _ => Walls::NoLandlock,
    })
}

/// What a Landlock of this version leaves open that nothing else holds back.
///
/// Needed to go on is what the first version has: reading, writing, making, removing and executing files. Moving a file
/// between folders (version 2) is always refused by the first. Cutting a file by its path (3), TCP (4) and abstract
/// sockets (6) are refused by the system call filter too. Left are ioctl calls on devices (5), of which only two can be
/// opened at all, and signals to other processes of the user (6), with which a decoder that was taken over can end a
/// program, not read or change anything.
fn older(abi: ABI) -> Walls {
    if abi >= ABI::V6 {
        Walls::Whole
    } else if abi >= ABI::V5 {
        Walls::Older("signals to other programs of this user")
    } else {
        Walls::Older("signals to other programs of this user; device commands on /dev/null and /dev/urandom")
    }
}

fn with_rules(mut ruleset: RulesetCreated, room: &Room, known: ABI) -> Result<RulesetCreated, SandboxError> {
    let write = AccessFs::ReadFile
        | AccessFs::WriteFile
        | AccessFs::ReadDir
        | AccessFs::MakeReg
        | AccessFs::RemoveFile
        | AccessFs::Truncate;
    if let Some(item) = &room.item {
        ruleset = with_path(ruleset, &item.path(), AccessFs::ReadFile.into())?;
    }
    if let Some(scratch) = &room.scratch {
        ruleset = with_path(ruleset, &scratch.path(), write & AccessFs::from_all(known))?;
    }
    for (path, access) in system_paths(&room.tools) {
        // A distribution without one of these folders has its libraries in the others.
        if path.exists() {
            ruleset = with_path(ruleset, &path, access)?;
        }
    }
    Ok(ruleset)
}

fn with_path(ruleset: RulesetCreated, path: &Path, access: BitFlags<AccessFs>) -> Result<RulesetCreated, SandboxError> {
    let opened = PathFd::new(path).map_err(|source| SandboxError::Path {
        path: model::escape_bytes(path.as_os_str().as_encoded_bytes()),
        source,
    })?;
    Ok(ruleset.add_rule(PathBeneath::new(opened, access))?)
}

/// What a dynamically linked decoder needs of the system in order to start.
fn system_paths(tools: &Tools) -> Vec<(PathBuf, BitFlags<AccessFs>)> {
    let programs = tools.programs();
    if programs.is_empty() {
        return Vec::new();
    }
    let execute = AccessFs::ReadFile | AccessFs::Execute;
    let mut paths: Vec<(PathBuf, BitFlags<AccessFs>)> = vec![
        ("/dev/null".into(), AccessFs::ReadFile | AccessFs::WriteFile),
        ("/dev/urandom".into(), AccessFs::ReadFile.into()),
        ("/etc/ld.so.cache".into(), AccessFs::ReadFile.into()),
    ];
    for folder in ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store"] {
        paths.push((folder.into(), execute | AccessFs::ReadDir));
    }
    paths.extend(programs.into_iter().map(|program| (program, execute)));
    paths
}

/// System calls that a decoder has no use for: they answer "not permitted". A list of what is forbidden, not of what
/// is allowed, because ffmpeg's 200 libraries call more than one can list and change with every release.
fn system_call_filter() -> Result<BpfProgram, SandboxError> {
    let forbidden = FORBIDDEN.iter().chain(FORBIDDEN_OF_X86_64);
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = forbidden.map(|call| (*call, Vec::new())).collect();
    // Reading a limit is harmless and libc does it; setting one is not.
    let sets_a_limit = SeccompCondition::new(2, SeccompCmpArgLen::Qword, SeccompCmpOp::Ne, 0)?;
    rules.insert(libc::SYS_prlimit64, vec![SeccompRule::new(vec![sets_a_limit])?]);
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
    let refuse = SeccompAction::Errno(libc::EPERM.cast_unsigned());
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch)?;
    Ok(BpfProgram::try_from(filter)?)
}

const FORBIDDEN: &[i64] = &[
    // Network, local sockets too.
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    // io_uring does all of this past a system call filter.
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    // Other processes.
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_kcmp,
    // Leaving the process group would outlive the shell's time limit.
    libc::SYS_setsid,
    libc::SYS_setpgid,
    libc::SYS_setrlimit,
    // The system as a whole.
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsmount,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_sethostname,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_fanotify_init,
    // Owner, mode, times and attributes of files: Landlock does not speak of them, and an original has them too.
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    libc::SYS_fchmodat2,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    // Landlock knows it from its third version on only; cutting an open scratch file is another call.
    libc::SYS_truncate,
];

/// Older spellings of the same, which other processors do not have.
#[cfg(target_arch = "x86_64")]
const FORBIDDEN_OF_X86_64: &[i64] =
    &[libc::SYS_chmod, libc::SYS_chown, libc::SYS_lchown, libc::SYS_utime, libc::SYS_utimes, libc::SYS_futimesat];
#[cfg(not(target_arch = "x86_64"))]
const FORBIDDEN_OF_X86_64: &[i64] = &[];
