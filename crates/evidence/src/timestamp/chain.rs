//! From the certificate of the authority up to a root that somebody trusts (RFC 5280 section 6.1, without policies), as it
//! stood at one point in time.

use super::TimestampError;
use super::certificate::Certificate;
use super::oid;
use super::time::UtcTime;

/// Certificates in one chain, the first and the root among them.
const CHAIN_LENGTH_MAX: usize = 8;
/// Signatures checked in search of a chain: names may lead in circles.
const SIGNATURE_CHECKS_MAX: usize = 64;

/// The chain: the authority's certificate first, the root last.
pub(super) fn build<'a>(
    signer: &Certificate<'a>,
    others: &[Certificate<'a>],
    roots: &[Certificate<'a>],
    at: UtcTime,
) -> Result<Vec<Certificate<'a>>, TimestampError> {
    check_signer(signer)?;
    check_time(signer, at)?;
    let mut search = Search { others, roots, at, checks_left: SIGNATURE_CHECKS_MAX, problem: None };
    let mut chain = vec![signer.clone()];
    if search.reach_root(&mut chain) {
        return Ok(chain);
    }
    Err(search.problem.unwrap_or_else(|| TimestampError::NoChain { subject: signer.subject_text() }))
}

/// RFC 3161 section 2.3: the purpose timeStamping alone, and critical.
fn check_signer(signer: &Certificate<'_>) -> Result<(), TimestampError> {
    let right_purpose = matches!(&signer.purposes, Some((purposes, true)) if purposes[..] == [oid::TIME_STAMPING]);
    let may_sign = signer.key_usage.is_none_or(|usage| usage.digital_signature || usage.non_repudiation);
    if !right_purpose || !may_sign {
        return Err(TimestampError::NotForTimestamps { subject: signer.subject_text() });
    }
    check_extensions(signer)
}

fn check_extensions(certificate: &Certificate<'_>) -> Result<(), TimestampError> {
    match &certificate.unknown_critical {
        Some(identifier) => Err(TimestampError::UnknownExtension {
            subject: certificate.subject_text(),
            identifier: identifier.clone(),
        }),
        None => Ok(()),
    }
}

pub(super) fn check_time(certificate: &Certificate<'_>, at: UtcTime) -> Result<(), TimestampError> {
    if certificate.is_valid_at(at) {
        return Ok(());
    }
    Err(TimestampError::NotValidThen {
        subject: certificate.subject_text(),
        not_before: certificate.not_before,
        not_after: certificate.not_after,
        time: at,
    })
}

struct Search<'a, 's> {
    others: &'s [Certificate<'a>],
    roots: &'s [Certificate<'a>],
    at: UtcTime,
    checks_left: usize,
    /// The first thing that stood in the way, for the one who asks why.
    problem: Option<TimestampError>,
}

impl<'a> Search<'a, '_> {
    /// Grows the chain until its last is a root. Depth is bounded by [`CHAIN_LENGTH_MAX`], work by
    /// [`SIGNATURE_CHECKS_MAX`].
    fn reach_root(&mut self, chain: &mut Vec<Certificate<'a>>) -> bool {
        let Some(last) = chain.last().cloned() else { return false };
        if self.roots.iter().any(|root| root.raw == last.raw) {
            return true;
        }
        let (roots, others) = (self.roots, self.others);
        for issuer in roots.iter().chain(others) {
            if issuer.subject != last.issuer || chain.iter().any(|known| known.raw == issuer.raw) {
                continue;
            }
            if chain.len() >= CHAIN_LENGTH_MAX || self.checks_left == 0 {
                return false;
            }
            self.checks_left -= 1;
            let checked = if last.is_signed_by(issuer) {
                check_issuer(issuer, chain, self.at)
            } else {
                Err(TimestampError::NoChain { subject: last.subject_text() })
            };
            if let Err(problem) = checked {
                self.problem.get_or_insert(problem);
                continue;
            }
            chain.push(issuer.clone());
            if self.reach_root(chain) {
                return true;
            }
            chain.pop();
        }
        false
    }
}

/// Whether `issuer` may stand above `chain`.
fn check_issuer(issuer: &Certificate<'_>, chain: &[Certificate<'_>], at: UtcTime) -> Result<(), TimestampError> {
    check_extensions(issuer)?;
    check_time(issuer, at)?;
    // The first of the chain is the authority itself; those that are their own issuers do not count (section 6.1.4 l).
    let n_between = chain.iter().skip(1).filter(|below| !below.is_self_issued()).count();
    let long_enough = issuer.path_length.is_none_or(|length| n_between <= length as usize);
    // Roots of the first version carry no extensions.
    let may_issue = issuer.is_authority || (issuer.version_1 && issuer.is_self_issued());
    let may_sign = issuer.key_usage.is_none_or(|usage| usage.sign_certificates);
    if may_issue && may_sign && long_enough {
        Ok(())
    } else {
        Err(TimestampError::MayNotIssue { subject: issuer.subject_text() })
    }
}
