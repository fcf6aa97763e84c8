# Sourced by mvnw and tagstream: points JAVA_HOME at a JDK of at least 25, or ends with a message that says where it looked.
# POSIX sh. A JDK is recognised by its release file, so that nothing is started to find out.

jdk_required=25

jdk_is_new_enough() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  jdk_version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$jdk_version" ] && [ "$jdk_version" -ge "$jdk_required" ]
}

jdk_of_path() {
  jdk_java=$(command -v java 2>/dev/null) || return 1
  dirname "$(dirname "$(readlink -f "$jdk_java")")"
}

find_jdk() {
  set +f # callers may have switched globbing off
  for jdk in "${JAVA_HOME-}" "$(jdk_of_path)" \
    /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* "${HOME-}"/.jdks/* "${HOME-}"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$jdk" ] && jdk_is_new_enough "$jdk"; then
      printf '%s\n' "$jdk"
      return 0
    fi
  done
  return 1
}

if ! JAVA_HOME=$(find_jdk); then
  cat >&2 <<MESSAGE
Tagstream needs a JDK of version $jdk_required or newer, and none was found in JAVA_HOME, on the PATH, or in
/usr/lib/jvm, /usr/java, /opt, ~/.jdks, ~/.sdkman/candidates/java or /Library/Java/JavaVirtualMachines.
Install one (Eclipse Temurin $jdk_required, say), or set JAVA_HOME to where it is.
MESSAGE
  exit 2
fi
export JAVA_HOME
