package io.hookline.dispatch.guard;

import java.net.URI;

/** Which URLs may be posted to, whatever their host resolves to: that is for the {@link AddressGuard} to check on connecting. */
public final class UrlPolicy {
    private final boolean allowHttp;

    /**
     * A policy.
     *
     * @param allowHttp whether {@code http://} is let through too
     */
    public UrlPolicy(boolean allowHttp) {
        this.allowHttp = allowHttp;
    }

    public boolean allows(URI url) {
        boolean scheme =
                "https".equalsIgnoreCase(url.getScheme()) || (allowHttp && "http".equalsIgnoreCase(url.getScheme()));
        return scheme && url.getHost() != null && url.getUserInfo() == null;
    }
}
